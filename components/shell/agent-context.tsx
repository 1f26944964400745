'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { type Permission, roleMay } from '#lib/agents/rules.ts'
import type { Agent } from '#lib/agents/schema.ts'

const AgentContext = createContext<Agent | null>(null)

export function AgentProvider({ agent, children }: { agent: Agent; children: ReactNode }) {
  return <AgentContext value={agent}>{children}</AgentContext>
}

export function useAgent(): Agent {
  const agent = useContext(AgentContext)
  if (!agent) throw new Error('useAgent outside of the console')
  return agent
}

/** What to offer. Whether it is done, the server decides. */
export const useMay = (permission: Permission): boolean => roleMay(useAgent().role, permission)
