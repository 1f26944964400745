'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ClockProvider } from '#components/ui/clock.tsx'
import { Toaster } from '#components/ui/toaster.tsx'
import type { Agent } from '#lib/agents/schema.ts'
import { AgentProvider } from './agent-context.tsx'
import { ProblemError } from './fetch-json.ts'
import { HotkeysProvider } from './hotkeys.tsx'

/** What every part of the console finds around it. `now` is the server's clock when it drew the page, ISO 8601. */
export function Providers({ agent, now, children }: { agent: Agent; now: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <QueryClientProvider client={queryClient}>
      <ClockProvider now={now}>
        <AgentProvider agent={agent}>
          <HotkeysProvider>
            {children}
            <Toaster />
          </HotkeysProvider>
        </AgentProvider>
      </ClockProvider>
    </QueryClientProvider>
  )
}

const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // What the server drew with the page is not asked for again at once.
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status in REFUSALS),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  })

// To ask again would bring the same answer.
const REFUSALS = { 400: true, 401: true, 403: true, 404: true, 409: true, 429: true }
