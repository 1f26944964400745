'use client'

import { useCallback, useSyncExternalStore } from 'react'

const KEY = 'gatewarden.live'

/** Whether lists look again by themselves: on, until the agent turns it off in this browser. */
export function useLiveChoice(): [boolean, (live: boolean) => void] {
  const isLive = useSyncExternalStore(subscribe, read, () => true)
  const choose = useCallback((live: boolean) => {
    try {
      localStorage.setItem(KEY, live ? 'on' : 'off')
    } catch {
      // A browser that keeps nothing: the choice holds for this page.
    }
    chosen = live
    for (const call of listeners) call()
  }, [])
  return [isLive, choose]
}

let chosen: boolean | undefined
const listeners = new Set<() => void>()

function read(): boolean {
  chosen ??= stored() !== 'off'
  return chosen
}

function stored() {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
