import { describe, expect, test } from 'vitest'
import { clientAddress, trustedProxies } from './address.ts'

const proxies = trustedProxies(['10.0.0.0/8', '2001:db8:1::/48', '192.0.2.7'])

describe('the client’s address', () => {
  test.each([
    ['a direct client', '203.0.113.5', null, '203.0.113.5'],
    ['a direct client that claims another', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['behind one proxy', '10.1.2.3', '203.0.113.5', '203.0.113.5'],
    ['behind two', '10.1.2.3', '203.0.113.5, 192.0.2.7', '203.0.113.5'],
    ['what the client wrote further left does not count', '10.1.2.3', '1.1.1.1, 203.0.113.5', '203.0.113.5'],
    ['an IPv6 proxy', '2001:db8:1::9', '2001:db8:4f::21', '2001:db8:4f::21'],
    ['IPv4 on a dual-stack socket', '::ffff:10.1.2.3', '203.0.113.5', '203.0.113.5'],
    ['nonsense in the header', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['nonsense further left', '10.1.2.3', 'evil", 203.0.113.5', '203.0.113.5'],
    ['only proxies', '10.1.2.3', '10.9.9.9', '10.9.9.9'],
  ])('%s', (_, socket, forwarded, expected) => {
    expect(clientAddress(socket, forwarded, proxies)).toBe(expected)
  })
})

test('a range that is none is refused at start', () => {
  expect(() => trustedProxies(['office'])).toThrow('TRUSTED_PROXIES: office')
})
