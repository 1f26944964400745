import { describeRange, type FilterField } from '#components/data-table/filter-field.ts'
import { FILTERS } from '#lib/sessions/list/schema.ts'
import { SESSION_STATUSES } from '#lib/sessions/schema.ts'
import { STATUS_WORDS } from './status-pill.tsx'

export type App = { clientId: string; name: string }

const UNITS: Record<string, string> = { m: 'min', h: 'h', d: 'd' }
const durationWords = (end: string) => end.replace(/(\d+)([mhd])/, (_, figure, unit) => `${figure} ${UNITS[unit]}`)
const DURATION_HINT = 'Minutes, hours or days: 15m, 12h, 7d. Either end may stay empty.'
const FROM_TO = ['1d', '7d'] as const

/** The filters of the Sessions list. Who sees addresses masked does not search by them. */
export function sessionFilters(apps: App[], unmasked: boolean): FilterField[] {
  const fields: FilterField[] = [
    {
      kind: 'choices',
      name: 'status',
      label: 'Status',
      schema: FILTERS.status,
      choices: SESSION_STATUSES.map(value => ({ value, label: STATUS_WORDS[value] })),
      describe: value =>
        value
          .split(',')
          .map(status => STATUS_WORDS[status as keyof typeof STATUS_WORDS])
          .join(', '),
      unset: { means: 'ACTIVE', none: 'any' },
    },
    {
      kind: 'text',
      name: 'user',
      label: 'User',
      schema: FILTERS.user,
      placeholder: unmasked ? 'demo-heron' : 'CUPID-004182',
      describe: value => (value.startsWith('=') ? `is ${value.slice(1)}` : `${value}…`),
      hint: `What the ${unmasked ? 'username, cupid or guid' : 'cupid or guid'} begins with. With = in front, the whole of it.`,
    },
    {
      kind: 'range',
      name: 'risk',
      label: 'Risk',
      schema: FILTERS.risk,
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
      schema: FILTERS.app,
      choices: apps.map(({ clientId, name }) => ({ value: clientId, label: clientId, hint: name })),
      describe: value => value.split(',').join(', '),
    },
    {
      kind: 'text',
      name: 'device',
      label: 'Device',
      schema: FILTERS.device,
      placeholder: 'firefox linux',
      describe: value => value,
      hint: 'Words of the browser and the system.',
    },
    {
      kind: 'text',
      name: 'place',
      label: 'Place',
      schema: FILTERS.place,
      placeholder: 'Lithuania',
      describe: value => value,
    },
    {
      kind: 'range',
      name: 'idle',
      label: 'Last activity',
      schema: FILTERS.idle,
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
      schema: FILTERS.age,
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
      schema: FILTERS.step_ups,
      placeholder: '1',
      describe: value => `≥ ${value}`,
      hint: 'At least so many.',
    },
    {
      kind: 'text',
      name: 'id',
      label: 'Session id',
      schema: FILTERS.id,
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
  schema: FILTERS.address,
  placeholder: '203.0.113.0/24',
  describe: value => value,
  hint: 'An address, or a range of them.',
}
