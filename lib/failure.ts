/**
 * Everything that can go wrong in a way a caller may see: the name we throw, and the status and public code it answers
 * with. The codes are the published contract of `/api/v1`.
 */
export const FAILURES = {
  wrong_credentials: { status: 401, errorCode: 'CIAM_E01_01_001', title: 'Wrong username or password' },
  password_locked: { status: 423, errorCode: 'CIAM_E01_01_002', title: 'Password locked' },
  account_disabled: { status: 423, errorCode: 'CIAM_E01_01_003', title: 'Account disabled' },
  enterprise_block: { status: 423, errorCode: 'CIAM_E01_01_004', title: 'Account blocked by the enterprise' },
  mfa_locked: { status: 423, errorCode: 'CIAM_E01_01_005', title: 'MFA locked' },
  account_deceased: { status: 423, errorCode: 'CIAM_E01_01_006', title: 'Account holder deceased' },
  account_restricted: { status: 423, errorCode: 'CIAM_E01_01_008', title: 'Account restricted' },
  mfa_method_invalid: { status: 400, errorCode: 'CIAM_E01_01_009', title: 'MFA method not valid' },
  denied: { status: 403, errorCode: 'CIAM_E01_01_010', title: 'Sign-in denied' },
  masked_username: { status: 401, errorCode: 'CIAM_E01_01_016', title: 'The username is masked' },
  wrong_otp: { status: 400, errorCode: 'CIAM_E01_01_017', title: 'Wrong code' },
  push_not_approved: { status: 400, errorCode: 'CIAM_E01_01_018', title: 'Push not approved yet' },
  transaction_not_found: { status: 404, errorCode: 'CIAM_E01_03_001', title: 'Transaction not found' },
  transaction_expired: { status: 410, errorCode: 'CIAM_E01_03_002', title: 'Transaction expired or rejected' },
  journey_processed: { status: 400, errorCode: 'CIAM_E01_03_003', title: 'Already processed' },
  document_not_found: { status: 404, errorCode: 'CIAM_E01_04_001', title: 'Document not found' },
  esign_not_pending: { status: 400, errorCode: 'CIAM_E01_04_002', title: 'No eSign is pending' },
  request_invalid: { status: 400, errorCode: 'CIAM_E01_05_001', title: 'Request not valid' },
  refresh_token_unknown: { status: 401, errorCode: 'CIAM_E04_00_001', title: 'Refresh token unknown' },
  refresh_token_spent: { status: 401, errorCode: 'CIAM_E04_00_002', title: 'Refresh token expired or not valid' },
  session_unreadable: { status: 401, errorCode: 'CIAM_E04_00_003', title: 'Session not readable' },
  session_inactive: { status: 401, errorCode: 'CIAM_E04_00_004', title: 'Session not active' },
  session_expired: { status: 401, errorCode: 'CIAM_E04_00_005', title: 'Session expired' },
  access_token_missing: { status: 401, errorCode: 'CIAM_E04_00_006', title: 'No access token' },
  access_token_unknown: { status: 401, errorCode: 'CIAM_E04_00_007', title: 'Access token unknown' },
  refresh_token_missing: { status: 401, errorCode: 'CIAM_E04_00_008', title: 'No refresh token' },
  user_mismatch: { status: 401, errorCode: 'CIAM_E04_00_009', title: 'User does not match' },
  client_refused: { status: 401, errorCode: 'CIAM_E04_00_010', title: 'Missing or wrong API key' },
  too_many_requests: { status: 429, errorCode: 'CIAM_E01_05_001', title: 'Too many requests' },
  origin_refused: { status: 403, errorCode: 'CIAM_E01_01_010', title: 'Origin not allowed' },
  method_not_allowed: { status: 405, errorCode: 'CIAM_E01_05_001', title: 'Method not allowed' },
  server_error: { status: 503, errorCode: 'CIAM_E05_00_001', title: 'Server error' },
  dependency_unavailable: { status: 503, errorCode: 'CIAM_E05_00_002', title: 'A dependency is not available' },
  // Only the console meets these.
  not_signed_in: { status: 401, errorCode: 'CIAM_E04_00_006', title: 'Not signed in' },
  permission_missing: { status: 403, errorCode: 'CIAM_E01_01_010', title: 'Your role does not allow this' },
  not_found: { status: 404, errorCode: 'CIAM_E01_05_001', title: 'Not found' },
  session_not_active: { status: 409, errorCode: 'CIAM_E04_00_004', title: 'The session is not active any more' },
} as const

export type FailureName = keyof typeof FAILURES

export type FailureDetails = {
  /** Shown to the caller. Never a query, a table, a stack. */
  message?: string | undefined
  /** Goes to the log only. */
  cause?: unknown
  field?: string | undefined
  contextId?: string
  transactionId?: string
  retryAfterSeconds?: number
}

export class Failure extends Error {
  // The console's bundle and the server hold two copies of this class; the brand is what both recognise.
  readonly brand = 'gatewarden.failure'
  readonly failure: FailureName
  readonly details: FailureDetails
  /** Of an error thrown while a page is drawn, Next tells the browser this and nothing else. */
  readonly digest: string

  constructor(failure: FailureName, details: FailureDetails = {}) {
    super(details.message ?? FAILURES[failure].title, { cause: details.cause })
    this.name = 'Failure'
    this.failure = failure
    this.details = details
    this.digest = `failure:${failure}`
  }

  get status() {
    return FAILURES[this.failure].status
  }

  get errorCode() {
    return FAILURES[this.failure].errorCode
  }
}

export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && (error as Partial<Failure>).brand === 'gatewarden.failure'

export const fail = (failure: FailureName, details?: FailureDetails): never => {
  throw new Failure(failure, details)
}
