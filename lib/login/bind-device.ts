import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { describeDevice } from '#lib/devices/rules.ts'
import { type Passed, passStep } from './pass-step.ts'
import type { LoginAnswer } from './present.ts'
import { journeyEvent, type OpenJourney, requireStep, type StepRef } from './require-step.ts'

export const BindDevice = z.object({ context_id: z.uuid(), transaction_id: z.uuid(), bind_device: z.boolean() })

/** Answers the offer to trust this device. Either way the session opens. */
export async function bindDevice(ctx: Context, ref: StepRef, accepts: boolean): Promise<LoginAnswer> {
  const journey = await requireStep(ctx, ref, 'bind_device')
  return passStep(ctx, journey, accepts ? accepted(ctx, journey) : declined(journey))
}

function accepted(ctx: Context, journey: OpenJourney): Passed {
  const { name, type } = describeDevice(ctx.userAgent)
  const deviceId = uuidv7()
  const fingerprint = journey.device_fingerprint ?? ''
  return {
    result: { device_bind_decision: 'ACCEPTED' },
    device: {
      device_id: deviceId,
      guid: journey.guid,
      cupid: journey.cupid,
      app_id: journey.app_id,
      device_fingerprint: fingerprint,
      device_fingerprint_hash: sha256(fingerprint),
      device_name: name,
      device_type: type,
    },
    events: [{ ...journeyEvent(journey), eventType: 'DEVICE_BIND_ACCEPTED', eventData: { device_id: deviceId } }],
  }
}

const declined = (journey: OpenJourney): Passed => ({
  result: { device_bind_decision: 'DECLINED' },
  events: [{ ...journeyEvent(journey), eventType: 'DEVICE_BIND_DECLINED' }],
})
