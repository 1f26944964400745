import { UAParser } from 'ua-parser-js'
import { sha256 } from '#lib/crypto/hash.ts'
import type { RiskVerdict } from './risk-service.ts'

export type Device = RiskVerdict['device']

/** What a user agent says of itself. Null where it says nothing: a script or a native app names no browser. */
export function readDevice(userAgent: string | null): Device {
  const { browser, os, device } = UAParser(userAgent ?? '')
  // The parser names phones, tablets, televisions …; of a desktop it only knows that it is none of these.
  const deviceType = device.type ?? (browser.name && os.name ? 'desktop' : null)
  return fitDevice({
    browser: browser.name ?? null,
    browserVersion: browser.version ?? null,
    operatingSystem: os.name === 'Mac OS' ? 'macOS' : (os.name ?? null),
    osVersion: os.version ?? null,
    deviceType,
    isMobile: isMobile(deviceType),
    screenResolution: null,
  })
}

/** Null for a type that is not known. */
export const isMobile = (deviceType: string | null): boolean | null =>
  deviceType === null ? null : ['mobile', 'tablet', 'wearable'].includes(deviceType)

/** Cut to the columns of drs_evaluations: a version number of 400 digits must not fail a sign-in. */
export const fitDevice = (device: Device): Device => ({
  browser: cut(device.browser, 100),
  browserVersion: cut(device.browserVersion, 50),
  operatingSystem: cut(device.operatingSystem, 100),
  osVersion: cut(device.osVersion, 50),
  deviceType: cut(device.deviceType, 50),
  isMobile: device.isMobile,
  screenResolution: cut(device.screenResolution, 20),
})

/** A device id of at most 100 characters. A longer one (Transmit's are JWTs) is named by its SHA-256 in hex. */
export const deviceIdOf = (name: string | null | undefined): string | null =>
  !name ? null : name.length <= 100 ? name : sha256(name)

const cut = (text: string | null, length: number) => text?.slice(0, length) ?? null
