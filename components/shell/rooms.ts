export type Room = { href: string; label: string; keys: string; count?: 'activeSessions' }

/** The console's rooms, as the navigation and the command menu list them: only those that exist. */
export const ROOMS: { heading: string; rooms: Room[] }[] = [
  { heading: 'Users', rooms: [{ href: '/sessions', label: 'Sessions', keys: 'g s', count: 'activeSessions' }] },
]

export type WayOut = { href: string; label: string }

/** Pages beside the console, which know nothing of its shell. */
export const waysOut = (demo: boolean): WayOut[] => [
  { href: '/docs', label: 'API reference' },
  ...(demo ? [{ href: '/demo', label: 'Demo bank' }] : []),
]

export const isIn = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`)
