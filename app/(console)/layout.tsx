import type { ReactNode } from 'react'
import { Providers } from '#components/shell/providers.tsx'
import { waysOut } from '#components/shell/rooms.ts'
import { Shell } from '#components/shell/shell.tsx'
import { loadAgentOrSignIn } from '#lib/agents/loaders.ts'
import { getParts } from '#lib/parts.ts'
import { loadActiveSessionCount } from '#lib/sessions/list/loaders.ts'

/** The shell. It shows who is in and lets nobody in: each page's loader asks for itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const agent = await loadAgentOrSignIn()
  // A count that fails is no reason to show no console; the browser asks for it again.
  const activeSessions = await loadActiveSessionCount().catch(() => null)
  const { env } = await getParts()
  return (
    <Providers agent={agent} now={new Date().toISOString()}>
      <Shell counts={activeSessions && { activeSessions }} ways={waysOut(env.demo)}>
        {children}
      </Shell>
    </Providers>
  )
}
