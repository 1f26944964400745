import { z } from 'zod'
import { SESSION_STATUSES, type SessionStatus } from '../schema.ts'
import { MAX_REVOKED_AT_ONCE, SORTS } from './rules.ts'

export type Range = { min?: number | undefined; max?: number | undefined }

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Type something to look for')
    .max(max, `At most ${max} characters`)
    .regex(/^\P{Cc}*$/u, 'Control characters are not searched for')

/** `a,b,c`: at most `max` of `item`, each once. */
const list = <Item extends z.ZodType<unknown, string>>(item: Item, max: number) =>
  z
    .string()
    .transform(text => [...new Set(text.split(',').map(part => part.trim()))])
    .pipe(z.array(item).min(1).max(max, `At most ${max} of them`))

/** `min..max`, where either may be left out. */
const range = (bound: z.ZodType<number, string>, hint: string) =>
  z.string().transform((text, issues): Range => {
    const bounds = /^([^.]*)\.\.([^.]*)$/.exec(text.replaceAll(' ', ''))
    const [min, max] = [bounds?.[1], bounds?.[2]].map(part => (part ? bound.safeParse(part) : null))
    if ((min ?? max)?.success && (min?.success ?? true) && (max?.success ?? true)) {
      const value = { min: min?.data, max: max?.data }
      if (value.min === undefined || value.max === undefined || value.min <= value.max) return value
    }
    issues.addIssue({ code: 'custom', message: hint })
    return z.NEVER
  })

const UNIT_SECONDS = { m: 60, h: 3600, d: 86_400 } as const
const Seconds = z
  .string()
  .regex(/^\d{1,4}[mhd]$/)
  .transform(text => Number.parseInt(text, 10) * UNIT_SECONDS[text.at(-1) as keyof typeof UNIT_SECONDS])
const Score = z
  .string()
  .regex(/^(\d{1,2}|100)$/)
  .transform(Number)

/** Every filter by its name in the URL, where all values are text; on the right what the server reads of it. */
export const FILTERS = {
  status: z
    .string()
    .transform(text => (text === 'any' ? SESSION_STATUSES.join(',') : text))
    .pipe(list(z.enum(SESSION_STATUSES, 'One of ACTIVE, EXPIRED, REVOKED, LOGGED_OUT, or any'), 4)),
  /** What username, cupid or guid begins with; with `=` in front, the whole of one. */
  user: words(101)
    .regex(/^=?[^=]/, 'Type a username, a cupid or a guid')
    .transform(text => ({ text: text.replace(/^=/, ''), exact: text.startsWith('=') })),
  app: list(z.string().regex(/^[\w.-]{1,50}$/, 'That is no client app'), 20),
  /** Words of "Chrome 155 Windows 11". */
  device: words(60),
  /** Words of "Columbus, Ohio, United States". */
  place: words(100),
  address: z.union(
    [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
    'An address or a range: 203.0.113.24, 203.0.113.0/24, 2001:db8::/32',
  ),
  /** Of the latest evaluation. */
  risk: range(Score, 'From 0 to 100, the lower first: 50.., ..30, 50..70'),
  /** Since sign-in; seconds. */
  age: range(Seconds, 'Minutes, hours or days, the shorter first: ..15m, 12h.., 1d..7d'),
  /** Since the last activity; seconds. */
  idle: range(Seconds, 'Minutes, hours or days, the shorter first: ..15m, 12h.., 1d..7d'),
  step_ups: z
    .string()
    .regex(/^[1-9]\d?$/, 'A number from 1 to 99')
    .transform(Number),
  id: z.uuid('A session id, whole'),
} as const
export type FilterName = keyof typeof FILTERS

/** The filter and order of the list. What it does not know is refused: a misspelt filter must not be passed over. */
export const SessionFilter = z
  .strictObject(FILTERS)
  .partial()
  .extend({
    status: FILTERS.status.default(['ACTIVE'] satisfies SessionStatus[]),
    sort: z.enum(SORTS, 'One of -last_activity, last_activity, -signed_in, signed_in').default('-last_activity'),
  })
export type SessionFilter = z.infer<typeof SessionFilter>

export const RevokeMany = z.object({
  sessionIds: z
    .array(z.uuid())
    .min(1)
    .max(MAX_REVOKED_AT_ONCE, `At most ${MAX_REVOKED_AT_ONCE} at once without a second agent`)
    .refine(ids => new Set(ids).size === ids.length, 'The same session twice'),
  reason: z.string().trim().min(3).max(500),
})
