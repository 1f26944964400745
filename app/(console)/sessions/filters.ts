import { describeRange, type FilterField } from '#components/data-table/filter-field.ts'
import type { FilterName } from '#lib/sessions/list/schema.ts'
import type { SessionStatus } from '#lib/sessions/schema.ts'
import { STATUS_WORDS } from './status-pill.tsx'

export type App = { clientId: string; name: string }

const UNITS: Record<string, string> = { m: 'min', h: 'h', d: 'd' }
const durationWords = (end: string) => end.replace(/(\d+)([mhd])/, (_, figure, unit) => `${figure} ${UNITS[unit]}`)
const DURATION_HINT = 'Minutes, hours or days: 15m, 12h, 7d. Either end may stay empty.'
const FROM_TO = ['1d', '7d'] as const

const checkAs = (name: FilterName) => async (value: string) => {
  const { FILTERS } = await import('#lib/sessions/list/schema.ts')
  const result = FILTERS[name].safeParse(value)
  return result.success ? null : (result.error.issues[0]?.message ?? 'That makes no sense here')
}

/** The filters of the Sessions list. Who sees addresses masked does not search by them. */
export function sessionFilters(apps: App[], unmasked: boolean): FilterField[] {
  const fields: FilterField[] = [
    {
      kind: 'choices',
      name: 'status',
      label: 'Status',
      check: checkAs('status'),
      choices: Object.entries(STATUS_WORDS).map(([value, label]) => ({ value, label })),
      describe: value =>
        value
          .split(',')
          .map(status => STATUS_WORDS[status as SessionStatus])
          .join(', '),
      unset: { means: 'ACTIVE', none: 'any' },
    },
    {
      kind: 'text',
      name: 'user',
      label: 'User',
      check: checkAs('user'),
      placeholder: unmasked ? 'demo-heron' : 'CUPID-004182',
      describe: value => (value.startsWith('=') ? `is ${value.slice(1)}` : `${value}…`),
      hint: `What the ${unmasked ? 'username, cupid or guid' : 'cupid or guid'} begins with. With = in front, the whole of it.`,
    },
    {
      kind: 'range',
      name: 'risk',
      label: 'Risk',
      check: checkAs('risk'),
      presets: [
        { value: '70..', label: 'High, ≥ 70' },
        { value: '50..', label: '≥ 50' },
        { value: '..30', label: 'Low, ≤ 30' },
      ],
      placeholders: ['0', '100'],
      describe: value => describeRange(value),
      hint: 'Of the latest evaluation.',
    },
    {
      kind: 'choices',
      name: 'app',
      label: 'App',
      check: checkAs('app'),
      choices: apps.map(({ clientId, name }) => ({ value: clientId, label: clientId, hint: name })),
      describe: value => value.split(',').join(', '),
    },
    {
      kind: 'text',
      name: 'device',
      label: 'Device',
      check: checkAs('device'),
      placeholder: 'firefox linux',
      describe: value => value,
      hint: 'Words of the browser and the system.',
    },
    {
      kind: 'text',
      name: 'place',
      label: 'Place',
      check: checkAs('place'),
      placeholder: 'Lithuania',
      describe: value => value,
    },
    {
      kind: 'range',
      name: 'idle',
      label: 'Last activity',
      check: checkAs('idle'),
      presets: [
        { value: '..15m', label: 'Last 15 min' },
        { value: '..1d', label: 'Last day' },
        { value: '7d..', label: 'Over 7 d ago' },
      ],
      placeholders: FROM_TO,
      describe: value => `${describeRange(value, durationWords)} ago`,
      hint: DURATION_HINT,
    },
    {
      kind: 'range',
      name: 'age',
      label: 'Signed in',
      check: checkAs('age'),
      presets: [
        { value: '..1h', label: 'Last hour' },
        { value: '..1d', label: 'Last day' },
        { value: '7d..', label: 'Over 7 d ago' },
      ],
      placeholders: FROM_TO,
      describe: value => `${describeRange(value, durationWords)} ago`,
      hint: DURATION_HINT,
    },
    {
      kind: 'text',
      name: 'step_ups',
      label: 'Step-ups',
      check: checkAs('step_ups'),
      placeholder: '1',
      describe: value => `≥ ${value}`,
      hint: 'At least so many.',
    },
    {
      kind: 'text',
      name: 'id',
      label: 'Session id',
      check: checkAs('id'),
      placeholder: '0199e3a0-…',
      describe: value => `${value.slice(0, 8)}…${value.slice(-6)}`,
    },
  ]
  if (unmasked) fields.splice(6, 0, ADDRESS)
  return fields
}

const ADDRESS: FilterField = {
  kind: 'text',
  name: 'address',
  label: 'Address',
  check: checkAs('address'),
  placeholder: '203.0.113.0/24',
  describe: value => value,
  hint: 'An address, or a range of them.',
}
