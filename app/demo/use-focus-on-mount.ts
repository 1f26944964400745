'use client'

import { useEffect, useRef } from 'react'

/** Takes the focus when it appears: what had it before has gone with the step before. */
export function useFocusOnMount<Element extends HTMLElement>() {
  const ref = useRef<Element>(null)
  useEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return ref
}
