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
    ['a port behind the address', '10.1.2.3', '203.0.113.5:56789', '203.0.113.5'],
    ['a port behind an IPv6 address', '10.1.2.3', '[2001:db8:4f::21]:443', '2001:db8:4f::21'],
    ['brackets alone', '10.1.2.3', '[2001:db8:4f::21]', '2001:db8:4f::21'],
    ['a proxy with its port', '10.1.2.3', '203.0.113.5, 192.0.2.7:8080', '203.0.113.5'],
    ['an IPv6 proxy, in another spelling', '2001:0DB8:0001::9', '203.0.113.5', '203.0.113.5'],
    ['IPv4 inside IPv6 in the header', '10.1.2.3', '::FFFF:203.0.113.5', '203.0.113.5'],
    ['an interface behind the address', '10.1.2.3', 'fe80::1%eth0', 'fe80::1'],
    ['an interface behind the socket’s', 'fe80::2%eth0', null, 'fe80::2'],
    ['a port that is none', '10.1.2.3', '203.0.113.5:99x', '10.1.2.3'],
    ['a host name', '10.1.2.3', 'client.example.com', '10.1.2.3'],
    ['a hidden hop (RFC 7239)', '10.1.2.3', '203.0.113.5, _hidden', '10.1.2.3'],
    ['an open bracket', '10.1.2.3', '[2001:db8::1', '10.1.2.3'],
    ['an address out of range', '10.1.2.3', '256.1.1.1', '10.1.2.3'],
    ['an empty hop', '10.1.2.3', '203.0.113.5,', '10.1.2.3'],
  ])('%s', (_, socket, forwarded, expected) => {
    expect(clientAddress(socket, forwarded, proxies)).toBe(expected)
  })
})

test.each(['office', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/', '10.0.0.0/8/8', '2001:db8::/129', '10.0.0'])(
  'the range %s is none, and refused at start',
  range => expect(() => trustedProxies(['192.0.2.7', range])).toThrow(`TRUSTED_PROXIES: ${range} is no address`),
)
