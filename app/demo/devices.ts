/** What the bank's page may say of the browser it runs in: the `x-device-fingerprint` that it sends, or none. */
export const DEVICES = [
  { name: 'none', label: 'Says nothing of itself', note: 'no fingerprint: never offered to be remembered' },
  { name: 'own', label: 'This browser', note: 'its own fingerprint, as a script would find it' },
  { name: 'trusted', label: 'trusteduser’s browser', note: 'which was remembered 20 days ago' },
  { name: 'expired', label: 'expiredtrustuser’s browser', note: 'remembered too long ago' },
] as const
export type DeviceName = (typeof DEVICES)[number]['name']

/** The fingerprints that the demo world knows. */
const KNOWN = { trusted: 'demo-trusted-browser', expired: 'demo-expired-browser' } as const

export const fingerprintOf = (device: DeviceName, own: string): string | null =>
  device === 'none' ? null : device === 'own' ? own : KNOWN[device]

const STORED_AS = 'demo-bank-browser'

/** This browser's own fingerprint, made at the first visit and kept; `renewed` makes it one that nobody has seen. */
export function ownFingerprint({ renewed = false } = {}): string {
  const kept = renewed ? null : localStorage.getItem(STORED_AS)
  const own = kept ?? `demo-browser-${randomHex()}`
  localStorage.setItem(STORED_AS, own)
  return own
}

const randomHex = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), byte => byte.toString(16).padStart(2, '0')).join('')
