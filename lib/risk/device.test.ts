import { expect, it } from 'vitest'
import { deviceIdOf, readDevice } from './device.ts'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0'

it.each([
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36`,
    ['Chrome', '131.0.0.0', 'macOS', '10.15.7', 'desktop', false],
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/131.0.0.0`,
    ['Edge', '131.0.0.0', 'Windows', '10', 'desktop', false],
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    ['Firefox', '132.0', 'Linux', null, 'desktop', false],
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    ['Mobile Safari', '18.1', 'iOS', '18.1', 'mobile', true],
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    ['Mobile Safari', '16.6', 'iOS', '16.6', 'tablet', true],
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${CHROME} Mobile Safari/537.36`,
    ['Chrome', '131.0.0.0', 'Android', '14', 'mobile', true],
  ],
  ['DemoBank/4.2.1 (iPhone; iOS 17.4; Scale/3.00)', [null, null, 'iOS', '17.4', 'mobile', true]],
  ['curl/8.5.0', [null, null, null, null, null, null]],
  ['', [null, null, null, null, null, null]],
  [null, [null, null, null, null, null, null]],
])('reads %s', (userAgent, expected) => {
  const { browser, browserVersion, operatingSystem, osVersion, deviceType, isMobile, screenResolution } =
    readDevice(userAgent)
  expect([browser, browserVersion, operatingSystem, osVersion, deviceType, isMobile]).toEqual(expected)
  expect(screenResolution).toBeNull()
})

it('never reads more than the columns hold', () => {
  const device = readDevice(`Mozilla/5.0 (Windows NT ${'9'.repeat(200)}) Chrome/${'1'.repeat(200)}`)
  expect(device.browserVersion).toHaveLength(50)
  expect(device.osVersion?.length ?? 0).toBeLessThanOrEqual(50)
})

it('names a device by its id, or by the hash of a long one', () => {
  expect(deviceIdOf(null)).toBeNull()
  expect(deviceIdOf('')).toBeNull()
  expect(deviceIdOf('d'.repeat(100))).toBe('d'.repeat(100))
  expect(deviceIdOf('d'.repeat(101))).toMatch(/^[0-9a-f]{64}$/)
})
