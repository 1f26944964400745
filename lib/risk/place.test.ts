import { expect, it } from 'vitest'
import { describePlace, findPlace } from './place.ts'

it.each([
  ['8.8.8.8', 'United States'],
  ['81.2.69.160', 'United Kingdom'],
  ['::ffff:81.2.69.160', 'United Kingdom'],
  ['2001:4860:4860::8888', expect.any(String)],
])('knows where %s is', (address, country) => expect(describePlace(findPlace(address))).toEqual(country))

// RFC 6890: private, shared, loopback, link-local, documentation, benchmarking, multicast, reserved.
const NOWHERE = `0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 169.254.9.9 172.16.0.1 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.51.100.7 203.0.113.7 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1 64:ff9b::808:808 100::1
2001:db8::1 3fff::1 fc00::1 fd12::1 fe80::1 ff02::1`

it.each(NOWHERE.split(/\s+/))('knows no place for %s', address => expect(findPlace(address)).toBeNull())

it.each(['', 'unknown', '8.8.8', '8.8.8.8, 1.1.1.1', 'fe80::1%eth0'])('takes %j for no address', address =>
  expect(findPlace(address)).toBeNull(),
)

it('writes a place as far as it is known', () => {
  expect(describePlace(null)).toBeNull()
  expect(describePlace({ city: null, region: null, countryCode: null })).toBeNull()
  expect(describePlace({ city: 'Austin', region: 'Texas', countryCode: 'us' })).toBe('Austin, Texas, United States')
  expect(describePlace({ city: null, region: 'Bavaria', countryCode: 'DE' })).toBe('Bavaria, Germany')
  expect(describePlace({ city: null, region: null, countryCode: 'somewhere' })).toBe('somewhere')
  expect(describePlace({ city: 'x'.repeat(200), region: null, countryCode: 'DE' })).toHaveLength(100)
})
