import type { Role } from '#lib/agents/rules.ts'

/** What a role is for, in a few words. */
export const ROLE_FACTS = {
  viewer: 'Reads; names and addresses are masked',
  agent: 'Reads unmasked, ends sessions',
  analyst: 'Ends many at once, exports',
  admin: 'May do everything here',
} as const satisfies Record<Role, string>
