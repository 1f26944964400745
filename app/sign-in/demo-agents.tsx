'use client'

import { ArrowRight } from 'lucide-react'
import { ROLE_FACTS } from '#components/shell/role-facts.ts'
import { Spinner } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { DemoAgent } from '#lib/agents/schema.ts'

type Props = { agents: DemoAgent[]; pending: string | null; isReady: boolean; onPick(agent: DemoAgent): void }

/** In the demo, an agent of each role to sign in as with one click. */
export function DemoAgents({ agents, pending, isReady, onPick }: Props) {
  return (
    <Card aria-labelledby="demo-agents">
      <CardHeader
        id="demo-agents"
        title="Demo agents"
        sub={
          <>
            whose password is <span className="mono">{agents[0]?.password}</span>
          </>
        }
      />
      <ul>
        {agents.map(agent => (
          <li key={agent.username} className="border-b last:border-b-0">
            <button
              type="button"
              disabled={!isReady || pending !== null}
              onClick={() => onPick(agent)}
              className="group flex w-full items-center gap-2 px-3.5 py-2 text-left last:rounded-b-lg hover:bg-raise focus-visible:-outline-offset-2 disabled:hover:bg-transparent"
            >
              <span className="min-w-0 flex-1">
                <span className="font-medium">{agent.username}</span>
                <span className="block truncate text-ink-3 text-sm">{ROLE_FACTS[agent.role]}</span>
              </span>
              {pending === agent.username ? (
                <Spinner className="text-ink-3" />
              ) : (
                <ArrowRight size={14} className="text-ink-3 group-hover:text-ink" aria-hidden="true" />
              )}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
