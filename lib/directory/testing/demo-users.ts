import type { DirectoryUser } from '../directory.ts'

type Situation = Pick<DirectoryUser, 'username' | 'name'> & Partial<DirectoryUser>

const DOCUMENT = 'terms-of-service'
const number = (last: number) => `+12025550${last}`

/** What each demo user stands for, written down apart from the file, so that a slip in either is seen. */
const SITUATIONS: Situation[] = [
  {
    username: 'simpleuser',
    name: 'Demo Simple User',
    accounts: [
      { id: 'ACC-1001', name: 'Everyday checking' },
      { id: 'ACC-1002', name: 'Rainy-day savings' },
    ],
    entitlements: ['accounts:read', 'payments:write:ACC-1001'],
  },
  {
    username: 'mfauser',
    name: 'Demo MFA User',
    ...mfa(number(100), number(101)),
    mobileApproveStatus: 'ENABLED',
    accounts: [{ id: 'ACC-2001', name: 'Everyday checking' }],
    entitlements: ['accounts:read', 'payments:write:ACC-2001'],
  },
  { username: 'otponlyuser', name: 'Demo OTP-Only User', ...mfa(number(102)) },
  { username: 'pushonlyuser', name: 'Demo Push-Only User', ...mfa(), mobileApproveStatus: 'ENABLED' },
  { username: 'mfaesignuser', name: 'Demo MFA-eSign User', ...mfa(number(103)), pendingDocuments: [DOCUMENT] },
  { username: 'complianceuser', name: 'Demo Compliance User', pendingDocuments: [DOCUMENT] },
  {
    username: 'trusteduser',
    name: 'Demo Trusted User',
    ...mfa(number(104)),
    mobileApproveStatus: 'ENABLED',
    accounts: [
      { id: 'ACC-7001', name: 'Joint checking' },
      { id: 'ACC-7002', name: 'Travel card' },
    ],
    entitlements: ['accounts:read', 'cards:freeze:ACC-7002'],
  },
  {
    username: 'expiredtrustuser',
    name: 'Demo Expired-Trust User',
    ...mfa(number(105)),
    mobileApproveStatus: 'ENABLED',
  },
  { username: 'firsttimeuser', name: 'Demo First-Time User', ...mfa(number(106)) },
  { username: 'riskuser', name: 'Demo Risk User', phones: [number(107)] },
  { username: 'disableduser', name: 'Demo Disabled User', state: 'DISABLED' },
  { username: 'deceaseduser', name: 'Demo Deceased User', state: 'DECEASED' },
  { username: 'restricteduser', name: 'Demo Restricted User', state: 'RESTRICTED' },
  { username: 'lockeduser', name: 'Demo Locked User', state: 'LOCKED' },
  {
    username: 'mfalockeduser',
    name: 'Demo MFA-Locked User',
    ...mfa(number(108)),
    mobileApproveStatus: 'ENABLED',
    state: 'MFA_LOCKED',
  },
  { username: 'blockeduser', name: 'Demo Blocked User', state: 'ENTERPRISE_BLOCKED' },
  { username: 'viewer', name: 'Demo Viewer', groups: ['gatewarden-viewers'] },
  { username: 'agent', name: 'Demo Agent', groups: ['gatewarden-agents'] },
  { username: 'analyst', name: 'Demo Analyst', groups: ['gatewarden-analysts'] },
  { username: 'admin', name: 'Demo Admin', groups: ['gatewarden-admins'] },
]

export const DEMO_USERS: DirectoryUser[] = SITUATIONS.map((situation, index) => ({
  cupid: `CUPID-DEMO-${situation.username.replace(/user$/, '').toUpperCase()}`,
  guid: `G-DEMO-${String(index + 1).padStart(2, '0')}`,
  email: `${situation.username}@example.com`,
  state: 'ACTIVE',
  mfaRequired: false,
  phones: [],
  mobileApproveStatus: 'NOT_REGISTERED',
  pendingDocuments: [],
  accounts: [],
  entitlements: [],
  groups: [],
  ...situation,
}))

function mfa(...phones: string[]) {
  return { mfaRequired: true, phones }
}
