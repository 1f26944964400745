'use client'

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'

const ServerNow = createContext<number | null>(null)
let offsetMs = 0

/**
 * Tells relative times what the server's clock said when the page was drawn: the first paint is the same on both
 * sides, and an agent's wrong clock does not make every age wrong.
 */
export function ClockProvider({ now, children }: { now: string; children: ReactNode }) {
  const [serverNow] = useState(() => {
    const at = Date.parse(now)
    // Less than two seconds is the network's, not the clock's.
    if (typeof window !== 'undefined') offsetMs = Math.abs(at - Date.now()) > 2_000 ? at - Date.now() : 0
    return at
  })
  return <ServerNow value={serverNow}>{children}</ServerNow>
}

/** What `read` makes of the time (milliseconds), read again each second; draws again only when it changes. */
export function useClock<T extends string | number | boolean>(read: (nowMs: number) => T): T {
  const serverNow = useContext(ServerNow)
  return useSyncExternalStore(
    everySecond,
    () => read(Date.now() + offsetMs),
    () => read(serverNow ?? Date.now()),
  )
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

// One timer for all the ages on a page.
function everySecond(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const call of listeners) call()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
