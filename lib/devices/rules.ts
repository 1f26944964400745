import { readDevice } from '#lib/risk/device.ts'

/** The seeds' values of trusted_devices.device_type; null of what does not say what it is. */
export type DeviceType = 'BROWSER' | 'MOBILE_APP' | 'TABLET' | 'DESKTOP_APP'

/**
 * What a device is called until its owner says otherwise: "Chrome on Windows", "Safari on iPhone", an app by the name it
 * sends, "MyBank on Android". Null where the user agent says nothing of use.
 */
export function describeDevice(userAgent: string | null): { name: string | null; type: DeviceType | null } {
  const device = readDevice(userAgent)
  const product = device.browser?.replace(/^Mobile | WebView$| Mobile$/g, '') ?? appName(userAgent)
  const machine = /\b(iPhone|iPad)\b/.exec(userAgent ?? '')?.[1] ?? device.operatingSystem
  const name = [product, machine].filter(Boolean).join(' on ').slice(0, 200) || null
  return { name, type: typeOf(device, product) }
}

function typeOf(device: ReturnType<typeof readDevice>, product: string | null): DeviceType | null {
  if (device.deviceType === 'tablet') return 'TABLET'
  if (device.browser) return 'BROWSER'
  const { operatingSystem: system } = device
  if (device.isMobile || system === 'iOS' || system === 'Android') return 'MOBILE_APP'
  return product && system ? 'DESKTOP_APP' : null
}

// The product an installed app names first (RFC 9110 §10.1.5), not the library it was made with.
function appName(userAgent: string | null): string | null {
  const name = /^([A-Za-z][\w .-]{0,60})\/\d/.exec(userAgent ?? '')?.[1]
  return name && !LIBRARIES.has(name.toLowerCase()) ? name : null
}

const LIBRARIES = new Set(['mozilla', 'dalvik', 'okhttp', 'curl', 'cfnetwork', 'java', 'node', 'undici', 'dart'])
