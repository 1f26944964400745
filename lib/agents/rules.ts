/** The roles of the console, weakest first. An agent in several groups has the strongest. */
export const ROLES = ['viewer', 'agent', 'analyst', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What can be asked for, and the weakest role that may do it. */
const PERMISSIONS = {
  'sessions:read': 'viewer',
  'pii:read': 'agent',
  'sessions:revoke': 'agent',
  'sessions:revoke-many': 'analyst',
  'sessions:export': 'analyst',
  'views:save': 'viewer',
} as const satisfies Record<string, Role>

export type Permission = keyof typeof PERMISSIONS

export const roleMay = (role: Role, permission: Permission): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission])
