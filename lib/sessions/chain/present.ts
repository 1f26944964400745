import { z } from 'zod'
import { readDevice } from '#lib/risk/device.ts'
import type { MomentRow } from '../timeline/queries.ts'
import type { ChainRow, TokenRow } from './queries.ts'

/** A refresh token as the browser gets it. Instants are ISO 8601, UTC. */
export type ChainToken = {
  tokenId: string
  parentTokenId: string | null
  status: TokenRow['status']
  generation: number
  createdAt: string
  endedAt: string | null
}

export type Chain = {
  /** The length of the longest line; 1 is the token of the sign-in. */
  generations: number
  /** Refresh tokens in all: more than `generations` where the line forks. */
  tokens: number
  /** Both ends of the line, and everything about forks, in order of generation. */
  shown: ChainToken[]
  /** Tokens with more than one successor. */
  forks: { tokenId: string; generation: number; successors: number }[]
}

/** A spent refresh token that came back. Addresses are masked for who may not read personal data. */
export type Reuse = {
  at: string
  tokenId: string
  /** Between its exchange and its return. */
  secondsBetween: number | null
  /** Who exchanged it, who brought it again. */
  first: Presenter | null
  second: Presenter | null
  /** In what the two are known to differ; told of the facts themselves, before any is masked. */
  differing: (keyof Presenter)[]
}

export type Presenter = {
  address: string | null
  place: string | null
  userAgent: string | null
  /** "Chrome 155 · Windows", as far as the user agent says. */
  device: string | null
  deviceFingerprint: string | null
}

export function presentChain(row: ChainRow): Chain {
  const shown = row.shown ?? []
  return {
    generations: row.generations,
    tokens: row.tokens,
    shown: shown.map(token => ({
      tokenId: token.token_id,
      parentTokenId: token.parent_token_id,
      status: token.status,
      generation: token.generation,
      createdAt: token.created_at,
      endedAt: token.ended_at,
    })),
    forks: shown
      .filter(token => token.children > 1)
      .map(token => ({ tokenId: token.token_id, generation: token.generation, successors: token.children })),
  }
}

const text = z.string().nullable().catch(null)
const KeptPresenter = z.object({ ip_address: text, user_agent: text, device_fingerprint: text }).nullable().catch(null)
const Detected = z.object({
  token_id: z.string().catch(''),
  seconds_between: z.number().nullable().catch(null),
  first_presenter: KeptPresenter,
  second_presenter: KeptPresenter,
})

const FACTS = ['address', 'place', 'userAgent', 'device', 'deviceFingerprint'] as const

/** The reuses of a session, from its TOKEN_REUSE_DETECTED events. */
export function presentReuses(
  moments: MomentRow[],
  showAddress: (address: string) => string,
  placeOf: (address: string) => string | null,
): Reuse[] {
  const presenter = (kept: z.infer<typeof KeptPresenter>): Presenter | null =>
    kept && {
      address: kept.ip_address,
      place: kept.ip_address && placeOf(kept.ip_address),
      userAgent: kept.user_agent,
      device: describeDevice(kept.user_agent),
      deviceFingerprint: kept.device_fingerprint,
    }
  return moments
    .filter(moment => moment.event_type === 'TOKEN_REUSE_DETECTED')
    .map(moment => {
      const detected = Detected.parse(moment.event_data)
      const first = presenter(detected.first_presenter)
      const second = presenter(detected.second_presenter)
      return {
        at: moment.at,
        tokenId: detected.token_id,
        secondsBetween: detected.seconds_between,
        first: first && { ...first, address: first.address && showAddress(first.address) },
        second: second && { ...second, address: second.address && showAddress(second.address) },
        differing: FACTS.filter(fact => first?.[fact] && second?.[fact] && first[fact] !== second[fact]),
      }
    })
}

/** The ids of the tokens that came back: the chain shows them wherever they stand. */
export const reusedTokens = (moments: MomentRow[]): string[] =>
  moments.flatMap(({ event_type, event_data }) => {
    if (event_type !== 'TOKEN_REUSE_DETECTED') return []
    const { token_id } = Detected.parse(event_data)
    return z.uuid().safeParse(token_id).success ? [token_id] : []
  })

function describeDevice(userAgent: string | null): string | null {
  const { browser, browserVersion, operatingSystem } = readDevice(userAgent)
  const named = [browser, browserVersion?.split('.')[0]].filter(Boolean).join(' ')
  return [named, operatingSystem].filter(Boolean).join(' · ') || null
}
