// What a user reads and hears: one place, for the carriers and the demo's phone alike.

const NEVER_TOLD = 'We will never ask you for it. Do not share it with anyone.'

/** A text message, within the 160 characters of one segment for names of up to 60. */
export const smsText = (appName: string, code: string): string =>
  `${code} is your code for ${plain(appName)}. ${NEVER_TOLD}`

/** What a call says, sentence by sentence; each digit is a sentence of its own, and the code comes twice. */
export const spokenSentences = (appName: string, code: string): string[] => [
  `Hello. Your code for ${plain(appName)} is`,
  ...code,
  'Once more: the code is',
  ...code,
  `${NEVER_TOLD} Goodbye.`,
]

export const pushText = (appName: string): string =>
  `Somebody signs in to ${plain(appName)}. If it is you, type the number shown there. If it is not, reject it.`

/** The call as TwiML, with a second of silence after each digit to write it down. */
export function twiml(appName: string, code: string): string {
  const verbs = spokenSentences(appName, code).map(sentence =>
    /^\d$/.test(sentence)
      ? `<Say>${sentence}</Say><Pause length="1"/>`
      : `<Say>${escapeXml(sentence)}</Say><Pause length="1"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/>${verbs.join('')}</Response>`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const plain = (name: string) => name.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim()

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const escapeXml = (text: string) => text.replaceAll(/[&<>"']/g, char => ENTITIES[char] ?? char)
