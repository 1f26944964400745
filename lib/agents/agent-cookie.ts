import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { deriveKey } from '#lib/crypto/hash.ts'
import type { Parts } from '#lib/parts.ts'

const Held = z.object({ agentSessionId: z.uuid() })

/** What encrypts the cookie and signs the CSRF token. */
export const agentSecret = (parts: Pick<Parts, 'secretKey'>): string =>
  deriveKey(parts.secretKey, 'agents').toString('base64')

/** Over HTTPS the prefix makes browsers refuse the name to other hosts and to plain HTTP (RFC 6265bis §4.1.3.2). */
export function agentCookies({ env }: Pick<Parts, 'env'>) {
  const secure = env.publicUrl.startsWith('https://')
  const prefix = secure ? '__Host-' : ''
  // Lax, because a link to a session in a ticket must open it; nothing that changes anything answers to GET.
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    session: { name: `${prefix}gatewarden-agent`, options },
    csrf: { name: `${prefix}gatewarden-csrf`, options },
    callback: { name: `${prefix}gatewarden-callback`, options },
  }
}

/** The agent session a cookie's value names; null for a value that is missing, old or not ours. */
export async function readAgentCookie(parts: Parts, value: string | undefined): Promise<string | null> {
  if (!value) return null
  const claims = await decode({ token: value, secret: agentSecret(parts) }).catch(() => null)
  const held = Held.safeParse(claims)
  return held.success ? held.data.agentSessionId : null
}
