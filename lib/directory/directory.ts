/** What the product asks of a directory. Two adapters answer: `ldap.ts` (a real server) and `ldif.ts` (a packaged file). */
export interface Directory {
  /**
   * Checks a username and a password. An unknown user and a wrong password cost the same work.
   * Throws `dependency_unavailable` when the directory cannot answer; that is never a failed attempt.
   */
  authenticate(username: string, password: string): Promise<Authentication>
  /** Does the work of a failing `authenticate` and asks nothing: keeps the time of a locked name like any other. */
  decoy(): Promise<void>
  /** Throws `dependency_unavailable` when the directory cannot answer. */
  find(username: string): Promise<DirectoryUser | null>
  /** Throws `dependency_unavailable` when the directory cannot answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** `user` of a refused attempt is there when the name exists and the password is wrong: for the audit log only. */
export type Authentication = { ok: true; user: DirectoryUser } | { ok: false; user: DirectoryUser | null }

export const ACCOUNT_STATES = [
  'ACTIVE',
  'LOCKED',
  'DISABLED',
  'ENTERPRISE_BLOCKED',
  'MFA_LOCKED',
  'DECEASED',
  'RESTRICTED',
] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

export const MOBILE_APPROVE_STATUSES = ['NOT_REGISTERED', 'ENABLED', 'DISABLED'] as const
export type MobileApproveStatus = (typeof MOBILE_APPROVE_STATUSES)[number]

/** An account of a user: an id that client apps know it by, and the name that people do. */
export type Account = { id: string; name: string }

export type DirectoryUser = {
  username: string
  /** The user's id everywhere in the product. */
  cupid: string
  /** The customer the user belongs to. */
  guid: string
  name: string
  email: string | null
  state: AccountState
  mfaRequired: boolean
  /** Numbers in E.164, at most six; their order gives `mfa_option_id` 1, 2, … */
  phones: string[]
  mobileApproveStatus: MobileApproveStatus
  /** Ids of eSign documents this user still has to accept. */
  pendingDocuments: string[]
  /** What the user may choose among in other apps, in the order they are offered. */
  accounts: Account[]
  /** `permission` or `permission:resource`, each meant to the letter: none implies another. Sorted, none twice. */
  entitlements: string[]
  /** Names (the `cn`) of the groups the user is in: an agent's roles come from them. */
  groups: string[]
}
