'use server'

import { runAction } from '#lib/agents/run-action.ts'
import { revokeSessions } from './revoke-sessions.ts'

/** Ends the sessions of a selection. Answers per session, in the order given. */
export const revokeSelected = async (input: { sessionIds: string[]; reason: string }) =>
  runAction(ctx => revokeSessions(ctx, input))
