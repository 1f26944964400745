import { BlockList, isIP } from 'node:net'

/**
 * The client's address: the socket's, or, when the socket is a trusted proxy, the right-most hop of `X-Forwarded-For`
 * that is not one (RFC 9700 §4.13). What a client writes into the header itself is never believed.
 */
export function clientAddress(socketAddress: string, forwardedFor: string | null, trusted: BlockList): string {
  let address = plain(socketAddress)
  if (!forwardedFor || !isTrusted(address, trusted)) return address
  for (const hop of forwardedFor.split(',').reverse()) {
    const candidate = plain(withoutPort(hop.trim()))
    if (!isIP(candidate)) break
    address = candidate
    if (!isTrusted(candidate, trusted)) break
  }
  return address
}

/** The ranges of TRUSTED_PROXIES: addresses or CIDR blocks. Throws for anything else. */
export function trustedProxies(ranges: string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix, more] = range.split('/')
    const version = isIP(address)
    const family = version === 6 ? 'ipv6' : 'ipv4'
    const bits = prefix === undefined ? null : Number(prefix)
    const isPrefix = bits === null || (/^\d{1,3}$/.test(prefix ?? '') && bits <= (version === 6 ? 128 : 32))
    if (!version || !isPrefix || more !== undefined) {
      throw new Error(`TRUSTED_PROXIES: ${range} is no address and no CIDR block`)
    }
    if (bits === null) list.addAddress(address, family)
    else list.addSubnet(address, bits, family)
  }
  return list
}

const isTrusted = (address: string, trusted: BlockList) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

// Some proxies write the port along: 192.0.2.1:4711, [2001:db8::1]:4711. An IPv6 address without brackets has none.
function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(hop)
  if (bracketed) return bracketed[1] ?? ''
  return /^[\d.]+:\d{1,5}$/.test(hop) ? hop.slice(0, hop.indexOf(':')) : hop
}

// A dual-stack socket writes IPv4 as ::ffff:192.0.2.1; a link-local address names its interface, which no column takes.
function plain(address: string): string {
  const [unscoped = ''] = address.split('%', 1)
  const mapped = MAPPED.exec(unscoped)
  return mapped?.[1] ?? unscoped
}

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i
