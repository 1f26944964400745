import {
  ACCESS_TOKEN_TTL_SECONDS,
  accessClaims,
  ID_TOKEN_TTL_SECONDS,
  idClaims,
  keptValue,
  type Proof,
  REFRESH_TOKEN_TTL_SECONDS,
  type TokenType,
} from '#lib/tokens/rules.ts'
import type { ClientApp } from '../client-apps.ts'
import type { Origin } from './origin.ts'
import type { Person } from './people.ts'
import type { SessionRow, TokenRow, World } from './world.ts'

/** A session with the tokens it holds at this moment of the telling. */
export type LiveSession = {
  world: World
  person: Person
  app: ClientApp
  origin: Origin
  row: SessionRow
  proof: Proof
  held: Partial<Record<TokenType, TokenRow>>
}

const TTL_SECONDS: Record<TokenType, number> = {
  ACCESS: ACCESS_TOKEN_TTL_SECONDS,
  ID: ID_TOKEN_TTL_SECONDS,
  REFRESH: REFRESH_TOKEN_TTL_SECONDS,
}

/** Issues tokens of these types; those held until now are ROTATED and become their parents. */
export function issueTokens(session: LiveSession, at: Date, types: readonly TokenType[] = ['ACCESS', 'ID', 'REFRESH']) {
  for (const type of types) {
    const parent = session.held[type]
    if (parent) Object.assign(parent, { status: 'ROTATED', revokedAt: at })
    const token = tokenRow(session, type, at, parent)
    session.held[type] = token
    session.world.rows.tokens.push(token)
  }
}

/** Ends what is held, as the end of its session does. Returns how many tokens that were. */
export function endTokens(session: LiveSession, status: 'REVOKED' | 'EXPIRED', at: Date): number {
  const held = Object.values(session.held)
  for (const token of held) Object.assign(token, { status, revokedAt: status === 'REVOKED' ? at : null })
  session.held = {}
  return held.length
}

function tokenRow(session: LiveSession, type: TokenType, at: Date, parent: TokenRow | undefined): TokenRow {
  const { random } = session.world
  const tokenId = random.uuid(at)
  const issuedAt = epochSeconds(at)
  const expiresAt = Math.min(issuedAt + TTL_SECONDS[type], epochSeconds(session.row.expiresAt))
  return {
    tokenId,
    sessionId: session.row.sessionId,
    parentTokenId: parent?.tokenId ?? null,
    tokenType: type,
    tokenValue: keptTokenValue(session, type, { tokenId, issuedAt, expiresAt }),
    // Not the hash of anything: there is no token that would be found by it.
    tokenValueHash: random.hex(64),
    status: 'ACTIVE',
    createdAt: at,
    expiresAt: new Date(expiresAt * 1000),
    revokedAt: null,
  }
}

function keptTokenValue(
  session: LiveSession,
  type: TokenType,
  issue: { tokenId: string; issuedAt: number; expiresAt: number },
) {
  const { world, person, app, row, proof } = session
  const { publicUrl, tokenAudience } = world.env
  const subject = {
    sessionId: row.sessionId,
    cupid: person.cupid,
    username: person.username,
    name: person.name,
    clientId: app.clientId,
    scopes: app.scopes,
    accessTokenFormat: app.accessTokenFormat,
  }
  if (type === 'REFRESH') return keptValue(`rt_${world.random.hex(4)}`)
  if (type === 'ID') return keptJwt(world, 'JWT', idClaims(publicUrl, subject, proof, issue))
  if (app.accessTokenFormat === 'opaque') return keptValue(`at_${world.random.hex(4)}`)
  return keptJwt(world, 'at+jwt', accessClaims(publicUrl, tokenAudience, subject, proof, issue))
}

// Of no key there is: what would sign these again says so.
const keptJwt = (world: World, typ: string, claims: object) =>
  `${base64url({ alg: world.env.TOKEN_ALG, typ, kid: 'demo-world' })}.${base64url(claims)}`

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const epochSeconds = (at: Date) => Math.floor(at.getTime() / 1000)
