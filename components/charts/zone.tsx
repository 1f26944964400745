'use client'

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { ZONE_COOKIE } from './zone-cookie.ts'

const ServerZone = createContext('UTC')

/**
 * Gives times the reader's zone. The server draws with the zone that the browser named last time (a cookie), so that
 * nothing changes under the reader's eyes; the first time it draws in UTC.
 */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return (
    <ServerZone value={zone}>
      <RememberZone />
      {children}
    </ServerZone>
  )
}

/** The reader's time zone, IANA. */
export function useZone(): string {
  const serverZone = useContext(ServerZone)
  return useSyncExternalStore(subscribeToNothing, browserZone, () => serverZone)
}

function RememberZone() {
  const zone = useZone()
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${ZONE_COOKIE}=${zone}; path=/; max-age=31536000; samesite=lax`
  }, [zone])
  return null
}

const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
const subscribeToNothing = () => () => {}
