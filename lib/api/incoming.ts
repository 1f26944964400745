import type { BlockList } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext } from 'hono'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import type { Context } from '#lib/context.ts'
import type { Parts } from '#lib/parts.ts'
import { clientAddress } from './address.ts'

/** A header by its lower-case name; null where it was not sent. */
export type HeaderReader = (name: string) => string | null

const incomingOf = (c: HonoContext) => (c.env as Partial<HttpBindings> | undefined)?.incoming

/** Straight from node where we can: a Headers object made for each request costs more than the look-ups in it. */
export function headerReader(c: HonoContext): HeaderReader {
  const headers = incomingOf(c)?.headers
  if (!headers) return name => c.req.header(name) ?? null
  return name => {
    const value = headers[name]
    return (Array.isArray(value) ? value.join(', ') : value) ?? null
  }
}

/** On whose behalf a request is answered, from where, and under which correlation id. */
export function requestContext(parts: Parts, trusted: BlockList, c: HonoContext, header: HeaderReader): Context {
  const given = header('x-correlation-id')
  return {
    actor: { kind: 'client_app', id: header('x-client-id')?.slice(0, 50) ?? 'unnamed' },
    db: parts.db,
    correlationId: given && isUuid(given) ? given : uuidv7(),
    ipAddress: clientAddress(socketAddress(c, header), header('x-forwarded-for'), trusted),
    userAgent: header('user-agent')?.slice(0, 1024) ?? null,
    log: parts.log,
    parts,
    taken: [],
  }
}

// Behind Next's own route handlers there is no socket to see; they name the address in a header they set themselves.
const socketAddress = (c: HonoContext, header: HeaderReader): string =>
  incomingOf(c)?.socket.remoteAddress ?? header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '127.0.0.1'
