import type { components } from '#lib/api/client/schema.d.ts'

export type NextStep = components['schemas']['NextStep']
export type Success = components['schemas']['JourneySuccess']
type MfaRequired = Extract<NextStep, { response_type_code: 'MFA_REQUIRED' }>

export type OtpMethod = MfaRequired['otp_methods'][number]

/** How this user may be asked for a second factor. */
export type Choice = { numbers: OtpMethod[]; push: MfaRequired['mobile_approve_status'] }

/** A sign-in or a step-up under way, and what it waits for. */
export type Journey = {
  purpose: { kind: 'sign-in'; username: string } | { kind: 'step-up'; username: string; does: string }
  contextId: string
  transactionId: string
} & (
  | { step: 'methods'; choice: Choice }
  | { step: 'code'; choice: Choice; method: 'sms' | 'voice'; number: OtpMethod; expiresAt: string; delivery: Delivery }
  | { step: 'push'; choice: Choice; displayNumber: number; expiresAt: string; delivery: Delivery }
  | { step: 'document'; documentId: string; version: number | null }
  | { step: 'device' }
)
export type At<Step extends Journey['step']> = Extract<Journey, { step: Step }>
export type Delivery = 'QUEUED' | 'SENT' | 'FAILED'

/** Who is signed in. The access token is kept beside it, in memory and nowhere else. */
export type Session = { name: string; username: string; sessionId: string; acr: string }

export type Notice = { tone: 'good' | 'warn'; text: string }

/** The step that an answer of the API leads to. */
export function journeyTo(answer: NextStep, purpose: Journey['purpose']): Journey {
  const common = { purpose, contextId: answer.context_id, transactionId: answer.transaction_id }
  switch (answer.response_type_code) {
    case 'MFA_REQUIRED':
      return {
        ...common,
        step: 'methods',
        choice: { numbers: answer.otp_methods, push: answer.mobile_approve_status },
      }
    case 'ESIGN_REQUIRED': {
      const version = Number(new URL(answer.esign_url).searchParams.get('version'))
      return { ...common, step: 'document', documentId: answer.esign_document_id, version: version || null }
    }
    case 'DEVICE_BIND_REQUIRED':
      return { ...common, step: 'device' }
  }
}

/** What a JWT says; nothing here relies on it, the API checks tokens itself. */
export function claimsOf(jwt: string): Record<string, unknown> {
  const base64 = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(base64), char => char.charCodeAt(0))))
}

export function sessionOf(tokens: { id_token: string }): Session {
  const claims = claimsOf(tokens.id_token)
  const text = (name: string) => String(claims[name] ?? '')
  return { name: text('name'), username: text('preferred_username'), sessionId: text('sid'), acr: text('acr') }
}
