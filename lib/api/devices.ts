import { z } from '@hono/zod-openapi'
import { listOwnDevices } from '#lib/devices/queries.ts'
import { renameDevice } from '#lib/devices/rename-device.ts'
import { revokeDevice } from '#lib/devices/revoke-device.ts'
import { DeviceName } from '#lib/devices/schema.ts'
import { json } from './answer.ts'
import { requireAccessToken } from './bearer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const OwnDevice = z
  .object({
    device_id: z.uuid(),
    device_name: z.string().nullable().openapi({ example: 'Chrome on Windows' }),
    device_type: z.string().nullable().openapi({ example: 'BROWSER' }),
    app_id: z.string(),
    trusted_at: z.iso.datetime(),
    last_used_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    status: z.enum(['ACTIVE', 'EXPIRED']),
    current: z.boolean().openapi({ description: 'Whether the session that asks runs on it.' }),
  })
  .openapi('OwnDevice')

const DeviceChanged = z.object({ success: z.literal(true), device_id: z.uuid() })

/** What users see, rename and take back of the devices they trust. */
export function mountDevices(api: Api): void {
  const bearer = { tags: ['Users'], security: [{ bearer: [] }] }
  const noToken = ['access_token_missing', 'access_token_unknown'] as const
  const one = {
    ...bearer,
    path: '/api/v1/auth/devices/{id}',
    params: z.object({ id: z.uuid().describe('The `device_id`.') }),
  }

  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/auth/devices',
      ...bearer,
      summary: 'The devices the user trusts',
      description: 'In every app, last used first; at most 200. Revoked ones are left out.',
      responses: {
        200: jsonOf('The devices.', z.object({ devices: z.array(OwnDevice) })),
        ...problems(...noToken),
      },
    },
    async request => {
      const { cupid, session_id } = await requireAccessToken(request)
      return json(200, { devices: await listOwnDevices(request.ctx.db, { cupid, session_id }) })
    },
  )

  endpoint(
    api,
    {
      method: 'delete',
      ...one,
      summary: 'Trust a device no longer',
      description: 'Its next sign-in is asked for a second factor; open sessions stay. Again is no error.',
      responses: {
        200: jsonOf('The device is not trusted.', DeviceChanged),
        ...problems('request_invalid', 'not_found', ...noToken),
      },
    },
    async request => {
      const { cupid } = await requireAccessToken(request)
      const { id } = request.params
      await revokeDevice(request.as({ kind: 'user', id: cupid }), { deviceId: id })
      return json(200, { success: true, device_id: id })
    },
  )

  endpoint(
    api,
    {
      method: 'patch',
      ...one,
      summary: 'Rename a device',
      body: z.object({ device_name: DeviceName.openapi({ example: 'My laptop' }) }),
      responses: {
        200: jsonOf('The device has its name.', DeviceChanged),
        ...problems('request_invalid', 'not_found', ...noToken),
      },
    },
    async request => {
      const { cupid } = await requireAccessToken(request)
      const { id } = request.params
      const ctx = request.as({ kind: 'user', id: cupid })
      await renameDevice(ctx, { deviceId: id, deviceName: request.body.device_name })
      return json(200, { success: true, device_id: id })
    },
  )
}
