import { sha256 } from '#lib/crypto/hash.ts'
import { STEPS } from '#lib/login/steps.ts'
import type { ClientApp } from '../client-apps.ts'
import { type Device, factsOf } from './devices.ts'
import { closeStep, type Journey, openStep, proceed, tell } from './journey.ts'
import type { Person } from './people.ts'
import { DAY, later } from './time.ts'
import type { DeviceRow, World } from './world.ts'

const TRUST_DAYS = 180

/** The device as it is trusted at that moment; null when it is not. */
export const findTrust = (world: World, person: Person, app: ClientApp, device: Device, at: Date): DeviceRow | null =>
  world.rows.devices.find(
    row =>
      row.deviceFingerprint === device.fingerprint &&
      row.cupid === person.cupid &&
      row.appId === app.clientId &&
      row.status === 'ACTIVE' &&
      row.trustedAt <= at &&
      (row.expiresAt === null || row.expiresAt > at),
  ) ?? null

/** Trust that runs from `trustedAt` for 180 days: over by now, when that is long enough ago. */
export function trustDevice(
  world: World,
  person: Pick<Person, 'cupid' | 'guid'>,
  app: ClientApp,
  device: Device,
  trustedAt: Date,
): DeviceRow {
  const facts = factsOf(device)
  const expiresAt = later(trustedAt, TRUST_DAYS * DAY)
  const row: DeviceRow = {
    deviceId: world.random.uuid(trustedAt),
    guid: person.guid,
    cupid: person.cupid,
    appId: app.clientId,
    deviceFingerprint: device.fingerprint,
    deviceFingerprintHash: sha256(device.fingerprint),
    deviceName: facts.name,
    deviceType: facts.trustType,
    status: expiresAt <= world.now ? 'EXPIRED' : 'ACTIVE',
    trustedAt,
    lastUsedAt: trustedAt,
    revokedAt: null,
    expiresAt,
  }
  world.rows.devices.push(row)
  return row
}

/** Offers to trust the device, and what the user said. Returns the device when it was accepted. */
export function offerBinding(journey: Journey, accepted: boolean): DeviceRow | null {
  const { world, person, app, origin } = journey
  const offer = { transactionType: 'DEVICE_BIND', phase: 'DEVICE_BIND', deviceBindDecision: 'OFFERED' }
  const step = openStep(journey, offer, STEPS.DEVICE_BIND.ttlSeconds)
  const { transactionId } = step
  tell(journey, { eventType: 'DEVICE_BIND_OFFERED', transactionId })
  proceed(journey, world.random.between(1, 3))
  closeStep(journey, step, { deviceBindDecision: accepted ? 'ACCEPTED' : 'DECLINED' })
  const device = accepted ? trustDevice(world, person, app, origin.device, journey.request.at) : null
  tell(journey, {
    eventType: accepted ? 'DEVICE_BIND_ACCEPTED' : 'DEVICE_BIND_DECLINED',
    transactionId,
    eventData: device ? { device_id: device.deviceId } : {},
  })
  return device
}
