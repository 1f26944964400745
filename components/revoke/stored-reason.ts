import { REVOCATION_REASONS, type RevocationReason } from '#lib/sessions/words/rules.ts'

/** `Suspected fraud: customer did not recognise the place`; of “Other” only what was typed says anything. */
export function storedReason(code: RevocationReason, words: string): string {
  const said = words.trim().replaceAll(/\s+/g, ' ')
  return said ? `${REVOCATION_REASONS[code]}: ${said}` : REVOCATION_REASONS[code]
}
