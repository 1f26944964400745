import { BindDevice, bindDevice } from '#lib/login/bind-device.ts'
import { type Api, endpoint } from './endpoint.ts'
import { JOURNEY_RESPONSES, JourneySuccess, presentJourney, STEP_PROBLEMS, stepRef } from './journey.ts'
import { ClientHeaders, problems } from './shapes.ts'

export function mountDeviceBind(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/device/bind',
      tags: ['Signing in'],
      summary: 'Answer the offer to remember this device',
      description:
        'Either way the session opens. On a remembered device, a sign-in of low risk needs no second factor.',
      body: BindDevice,
      headers: ClientHeaders,
      responses: {
        200: {
          ...JOURNEY_RESPONSES[201],
          content: { 'application/json': { schema: JourneySuccess } },
        },
        ...problems(...STEP_PROBLEMS),
      },
    },
    async request => {
      const { ctx, body } = request
      const answer = await bindDevice(ctx, stepRef(request, body), body.bind_device)
      return presentJourney(answer, ctx.parts.env.publicUrl, 200)
    },
  )
}
