'use client'

import { type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps what is typed while something that was asked for is still being loaded: a fast hand types on, and none of its
 * letters may be taken for the page's keys. `Escape` gives up.
 */
export function useTypeAhead(waiting: boolean, giveUp: () => void): RefObject<string> {
  const typed = useRef('')
  const latest = useRef(giveUp)
  useEffect(() => {
    latest.current = giveUp
  })
  useEffect(() => {
    if (!waiting) return
    typed.current = ''
    const keep = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'Escape') latest.current()
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1)
      else if (event.key.length === 1) typed.current += event.key
      else if (event.key !== 'Enter') return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', keep, true)
    return () => window.removeEventListener('keydown', keep, true)
  }, [waiting])
  return typed
}
