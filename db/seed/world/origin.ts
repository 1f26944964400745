import type { Device } from './devices.ts'
import type { Place } from './places.ts'

/** Where requests come from: a device at an address in a place. */
export type Origin = { device: Device; ipAddress: string; place: Place }
