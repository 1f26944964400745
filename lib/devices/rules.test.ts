import { expect, test } from 'vitest'
import { describeDevice } from './rules.ts'

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/155.0.0.0 Safari/537.36`, 'Chrome on Windows', 'BROWSER'],
  [`Mozilla/5.0 (Windows NT 10.0) ${KHTML} Chrome/155.0.0.0 Safari/537.36 Edg/155.0.0.0`, 'Edge on Windows', 'BROWSER'],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/20.0 Safari/605.1.15`,
    'Safari on macOS',
    'BROWSER',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0', 'Firefox on Linux', 'BROWSER'],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 20_1 like Mac OS X) ${WEBKIT} Version/20.0 Mobile/15E148 Safari/604.1`,
    'Safari on iPhone',
    'BROWSER',
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) ${WEBKIT} Version/17.4 Mobile/15E148 Safari/604.1`,
    'Safari on iPad',
    'TABLET',
  ],
  [`Mozilla/5.0 (Linux; Android 10; K) ${KHTML} Chrome/155.0.0.0 Mobile Safari/537.36`, 'Chrome on Android', 'BROWSER'],
  ['DemoBank/8.3.0 (iPhone; iOS 20.1; Scale/3.00)', 'DemoBank on iPhone', 'MOBILE_APP'],
  ['DemoBank/8.3.0 (Linux; Android 17; Demo Phone)', 'DemoBank on Android', 'MOBILE_APP'],
  ['MyBank/12 CFNetwork/1490.0.4 Darwin/23.2.0', 'MyBank on iOS', 'MOBILE_APP'],
  ['Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UD1A)', 'Android', 'MOBILE_APP'],
  ['MyBank Desktop/3.1 (Windows NT 10.0; Win64; x64)', 'MyBank Desktop on Windows', 'DESKTOP_APP'],
  ['curl/8.5.0', null, null],
  ['okhttp/4.12.0', null, null],
  ['', null, null],
  [null, null, null],
])('%s', (userAgent, name, type) => expect(describeDevice(userAgent)).toEqual({ name, type }))

test('whatever is sent fits its columns and holds no control character', () => {
  for (const userAgent of ['A'.repeat(5000), `${'x'.repeat(400)}/1 (Android 17)`, 'Bank\u0000\n/1 (Android 17)']) {
    const { name } = describeDevice(userAgent)
    expect(name?.length ?? 0).toBeLessThanOrEqual(200)
    expect(name ?? '').not.toMatch(/\p{Cc}/u)
  }
})
