import type { Random } from './random.ts'
import { DAY } from './time.ts'

/** A browser profile or an installed app. */
export type Device = { kind: DeviceKind; fingerprint: string }

type Kind = {
  /** What the owner calls it; trusted_devices.device_name. */
  name: string
  /** trusted_devices.device_type. */
  trustType: 'BROWSER' | 'MOBILE_APP'
  screen: string
  /** The version of today. The one before it was in use until it came out, some days ago. */
  major: number
  cameOutDaysAgo: number
  userAgent(major: number): string
}

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const WINDOWS = 'Windows NT 10.0; Win64; x64'
const MAC = 'Macintosh; Intel Mac OS X 10_15_7'
const IPHONE = 'iPhone; CPU iPhone OS 20_1 like Mac OS X'

// User agents as browsers freeze them: Chromium says Android 10 and macOS 10.15.7 whatever it runs on.
const KINDS = {
  'chrome-windows': browser('Chrome on Windows', '1920x1080', 155, 12, chrome(WINDOWS)),
  'chrome-mac': browser('Chrome on macOS', '1728x1117', 155, 12, chrome(MAC)),
  'edge-windows': browser(
    'Edge on Windows',
    '1536x864',
    155,
    11,
    major => `${chrome(WINDOWS)(major)} Edg/${major}.0.0.0`,
  ),
  'firefox-linux': browser('Firefox on Linux', '2560x1440', 148, 4, firefox('X11; Linux x86_64')),
  'firefox-windows': browser('Firefox on Windows', '1920x1080', 148, 4, firefox(WINDOWS)),
  'safari-mac': browser('Safari on macOS', '1512x982', 20, 60, safari(MAC, 'Safari/605.1.15')),
  'safari-iphone': browser('Safari on iPhone', '402x874', 20, 60, safari(IPHONE, 'Mobile/15E148 Safari/604.1')),
  'chrome-android': browser('Chrome on Android', '412x915', 155, 10, chrome('Linux; Android 10; K', 'Mobile Safari')),
  'app-iphone': app('Demo Bank on iPhone', '402x874', 'iPhone; iOS 20.1; Scale/3.00'),
  'app-android': app('Demo Bank on Android', '412x915', 'Linux; Android 17; Demo Phone'),
} as const satisfies Record<string, Kind>

export type DeviceKind = keyof typeof KINDS

const COMPUTERS: readonly (readonly [DeviceKind, number])[] = [
  ['chrome-windows', 44],
  ['edge-windows', 20],
  ['chrome-mac', 12],
  ['safari-mac', 13],
  ['firefox-windows', 7],
  ['firefox-linux', 4],
]

const PHONES: readonly (readonly ['iphone' | 'android', number])[] = [
  ['iphone', 57],
  ['android', 43],
]

export const newDevice = (random: Random, kind: DeviceKind): Device => ({ kind, fingerprint: `fp_${random.hex(32)}` })

export const newComputer = (random: Random): Device => newDevice(random, random.weighted(COMPUTERS))

/** One phone: the bank's app on it and its browser. */
export function newPhone(random: Random): { app: Device; browser: Device } {
  const isIphone = random.weighted(PHONES) === 'iphone'
  return {
    app: newDevice(random, isIphone ? 'app-iphone' : 'app-android'),
    browser: newDevice(random, isIphone ? 'safari-iphone' : 'chrome-android'),
  }
}

/** What the device sent as its user agent `at` that moment. */
export function userAgentOf({ kind }: Device, at: Date, now: Date): string {
  const { major, cameOutDaysAgo, userAgent } = KINDS[kind]
  return userAgent(now.getTime() - at.getTime() > cameOutDaysAgo * DAY ? major - 1 : major)
}

/** What the bank's script or app reports beside the user agent. */
export const factsOf = ({ kind }: Device): Pick<Kind, 'name' | 'trustType' | 'screen'> => KINDS[kind]

function chrome(system: string, suffix = 'Safari') {
  return (major: number) => `Mozilla/5.0 (${system}) ${KHTML} Chrome/${major}.0.0.0 ${suffix}/537.36`
}

function firefox(system: string) {
  return (major: number) => `Mozilla/5.0 (${system}; rv:${major}.0) Gecko/20100101 Firefox/${major}.0`
}

function safari(system: string, suffix: string) {
  return (major: number) =>
    `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${major}.0 ${suffix}`
}

function browser(
  name: string,
  screen: string,
  major: number,
  cameOutDaysAgo: number,
  userAgent: Kind['userAgent'],
): Kind {
  return { name, trustType: 'BROWSER', screen, major, cameOutDaysAgo, userAgent }
}

function app(name: string, screen: string, system: string): Kind {
  const userAgent = (major: number) => `DemoBank/8.${major}.0 (${system})`
  return { name, trustType: 'MOBILE_APP', screen, major: 3, cameOutDaysAgo: 9, userAgent }
}
