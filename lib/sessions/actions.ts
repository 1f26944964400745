'use server'

import { runAction } from '#lib/agents/run-action.ts'
import { revokeSession } from './revoke-session.ts'

/** Ends one session. `reason` is what is stored: `Suspected fraud: customer did not recognise the place`. */
export const revoke = async (input: { sessionId: string; reason: string }) =>
  runAction(ctx => revokeSession(ctx, input))
