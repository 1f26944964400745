'use client'

import { useSyncExternalStore } from 'react'

const QUERY = '(max-width: 39.99rem)'

/** Whether rows are drawn as on a phone; null on the server, which draws both and lets the style sheet choose. */
export const useIsNarrow = (): boolean | null => useSyncExternalStore<boolean | null>(subscribe, read, () => null)

const read = () => window.matchMedia(QUERY).matches

function subscribe(listener: () => void) {
  const media = window.matchMedia(QUERY)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
