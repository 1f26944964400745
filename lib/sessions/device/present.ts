import type { SessionRow } from '../queries.ts'

export type SessionDevice = {
  /** "Chrome 155 · Windows" */
  label: string | null
  type: string | null
  userAgent: string | null
  fingerprint: string | null
}

/** Whether the device may skip the second factor. Instants are ISO 8601. */
export type DeviceTrust = {
  state: 'trusted' | 'expired' | 'revoked'
  name: string | null
  since: string
  until: string | null
  endedAt: string | null
}

export function presentDevice({ session, verdict }: SessionRow): SessionDevice {
  const browser = [verdict?.browser, verdict?.browserVersion?.split('.')[0]].filter(Boolean).join(' ')
  // Browsers say Windows 10 and macOS 10.15 whatever the version is: it is left out.
  return {
    label: [browser, verdict?.operatingSystem].filter(Boolean).join(' · ') || null,
    type: verdict?.deviceType ?? null,
    userAgent: session.userAgent,
    fingerprint: session.deviceFingerprint,
  }
}

export function presentTrust({ trust, now }: SessionRow): DeviceTrust | null {
  if (!trust) return null
  const expired = trust.status === 'EXPIRED' || (trust.expiresAt !== null && trust.expiresAt <= now)
  return {
    state: trust.status === 'REVOKED' ? 'revoked' : expired ? 'expired' : 'trusted',
    name: trust.deviceName,
    since: trust.trustedAt.toISOString(),
    until: trust.expiresAt?.toISOString() ?? null,
    endedAt: trust.revokedAt?.toISOString() ?? null,
  }
}
