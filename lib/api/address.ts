import { BlockList, isIP } from 'node:net'

/**
 * The client's address: the socket's, or, when the socket is a trusted proxy, the right-most hop of `X-Forwarded-For`
 * that is not one (RFC 9700 §4.13). What a client writes into the header itself is never believed.
 */
export function clientAddress(socketAddress: string, forwardedFor: string | null, trusted: BlockList): string {
  let address = plain(socketAddress)
  if (!forwardedFor || !isTrusted(address, trusted)) return address
  for (const hop of forwardedFor.split(',').reverse()) {
    const candidate = plain(hop.trim())
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
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (!isIP(address)) throw new Error(`TRUSTED_PROXIES: ${range} is no address and no CIDR block`)
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

const isTrusted = (address: string, trusted: BlockList) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

// A dual-stack socket writes IPv4 as ::ffff:192.0.2.1.
const plain = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address)
