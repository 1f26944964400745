import { ApiProblem } from '#lib/api/client/client.ts'

/** What a bank would tell its customer, by the code that the API answers with. */
const WORDS: Record<string, string> = {
  CIAM_E01_01_001: 'The username or the password is not right.',
  CIAM_E01_01_002: 'Your password is locked after too many tries. Please wait, or call us.',
  CIAM_E01_01_003: 'This account is disabled. Please call us.',
  CIAM_E01_01_004: 'Your organisation has blocked this account.',
  CIAM_E01_01_005: 'Confirming that it is you is locked after too many tries. Please wait, or call us.',
  CIAM_E01_01_006: 'This account is closed, because its holder has died.',
  CIAM_E01_01_008: 'This account is restricted. Please call us.',
  CIAM_E01_01_009: 'You cannot confirm it this way.',
  CIAM_E01_01_010: 'We have stopped this, because it does not look like you.',
  CIAM_E01_01_016: 'Type your username in full, without asterisks.',
  CIAM_E01_01_017: 'That code was not right, and is worth nothing now. Have another one sent.',
  CIAM_E01_01_018: 'Your phone has not approved it yet.',
  CIAM_E01_03_001: 'We no longer know this step. Please begin again.',
  CIAM_E01_03_002: 'It was refused on your phone, or took too long. Please begin again.',
  CIAM_E01_03_003: 'This step is done already.',
  CIAM_E01_04_001: 'The document to sign is not there.',
  CIAM_E01_04_002: 'There is nothing to sign.',
  CIAM_E04_00_010: 'This app may not do that.',
  CIAM_E05_00_001: 'Something is broken on our side. Please try again.',
  CIAM_E05_00_002: 'Something we need does not answer. Please try again.',
}

/** What went wrong, in the user's words with the code after them, and where a journey goes on from there. */
export type Trouble = {
  words: string
  status: number
  code: string
  title: string
  contextId: string | null
  transactionId: string | null
  /** Of what was asked too often, when to ask again. */
  retryAfterSeconds: number | null
}

export function explainProblem(error: unknown): Trouble {
  if (!(error instanceof ApiProblem)) {
    const words = 'The bank does not answer. Is the network there?'
    return {
      words,
      status: 0,
      code: 'none',
      title: 'No answer',
      contextId: null,
      transactionId: null,
      retryAfterSeconds: null,
    }
  }
  const { status, problem, retryAfterSeconds } = error
  const code = problem.error_code ?? String(status)
  const known = status === 429 ? tooMany(retryAfterSeconds) : (WORDS[code] ?? sentence(error.message))
  return {
    words: `${known} (${code})`,
    status,
    code,
    title: problem.title ?? 'no answer',
    contextId: problem.context_id ?? null,
    transactionId: problem.transaction_id ?? null,
    retryAfterSeconds,
  }
}

/** The same for somebody who was signed in and is not any more. */
export const explainEnd = ({ title, code }: Trouble): string =>
  `Your session has ended: ${title.toLowerCase()} (${code}).`

const tooMany = (seconds: number | null) =>
  `That was too often. Please wait ${seconds === null ? 'a while' : seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
