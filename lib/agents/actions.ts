'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getParts } from '#lib/parts.ts'
import { agentCookies } from './agent-cookie.ts'
import { endAgentSession } from './end-agent-session.ts'
import { type ActionResult, runAction } from './run-action.ts'

/** Ends this browser's agent session and leads to the sign-in page. The cookie stays when the row could not be ended. */
export async function signOut(): Promise<ActionResult<never>> {
  const result = await runAction(async ctx => {
    if (ctx.actor.kind === 'agent') await endAgentSession(ctx, ctx.actor)
  })
  if (!result.ok && result.failure !== 'not_signed_in') return result
  const { name, options } = agentCookies(await getParts()).session
  ;(await cookies()).set({ name, value: '', maxAge: 0, ...options })
  redirect('/sign-in')
}
