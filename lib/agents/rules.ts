import type { Env } from '#lib/env.ts'

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
  'devices:revoke': 'agent',
  'views:save': 'viewer',
  'policies:change': 'admin',
} as const satisfies Record<string, Role>

export type Permission = keyof typeof PERMISSIONS

export const roleMay = (role: Role, permission: Permission): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission])

/** How long an agent stays signed in, at most: the life of the row, the cookie and what the cookie holds. */
export const AGENT_SESSION_TTL_SECONDS = 12 * 60 * 60

type GroupNames = Pick<Env, 'LDAP_GROUP_VIEWER' | 'LDAP_GROUP_AGENT' | 'LDAP_GROUP_ANALYST' | 'LDAP_GROUP_ADMIN'>

/** The strongest role these directory groups give; null for who has no business in the console. */
export function roleOf(groups: string[], env: GroupNames): Role | null {
  const groupOf: Record<Role, string> = {
    viewer: env.LDAP_GROUP_VIEWER,
    agent: env.LDAP_GROUP_AGENT,
    analyst: env.LDAP_GROUP_ANALYST,
    admin: env.LDAP_GROUP_ADMIN,
  }
  return ROLES.findLast(role => groups.includes(groupOf[role])) ?? null
}
