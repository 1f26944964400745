import { z } from 'zod'
import type { Role } from './rules.ts'

/** Who is at the console. Instants are ISO 8601, UTC. */
export type Agent = {
  agentSessionId: string
  username: string
  cupid: string
  name: string
  role: Role
  signedInAt: string
  expiresAt: string
}

/** An agent of the demo world, whose password everybody knows. */
export type DemoAgent = { username: string; password: string; role: Role }

export const AgentCredentials = z.object({
  username: z.string().trim().min(1, 'Enter your username').max(100, 'Longer than any username'),
  password: z.string().min(1, 'Enter your password').max(1024, 'Longer than any password'),
})
export type AgentCredentials = z.infer<typeof AgentCredentials>
