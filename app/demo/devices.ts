/** What the bank's page may say of the browser it runs in: the `x-device-fingerprint` that it sends, or none. */
export const DEVICES = [
  { name: 'none', label: 'No fingerprint', note: 'Never offered to be remembered' },
  { name: 'own', label: 'This browser', note: 'As a script would know it again' },
  { name: 'trusted', label: 'A remembered one', note: 'By trusteduser, 20 days ago' },
  { name: 'expired', label: 'An expired one', note: 'Remembered by expiredtrustuser, 200 days ago' },
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
