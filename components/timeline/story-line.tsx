import { ArrowRightLeft, MapPin, RefreshCw } from 'lucide-react'
import { hourMinute, lengthOf, weekdayDate } from '#components/charts/clock-time.ts'
import { Pill } from '#components/ui/pill.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { Rhythm, StoryItem } from '#lib/sessions/timeline/rules.ts'
import { describeReason, describeStep } from '#lib/sessions/words/rules.ts'
import { AuthenticationLine } from './authentication-line.tsx'
import { Glyph } from './glyph.tsx'
import { stepId } from './marks.ts'
import { lineTime, Rail } from './rail.tsx'

type Props = { item: StoryItem; page: SessionPage; zone: string; isLast: boolean }

export function StoryLine(props: Props) {
  const { item, page } = props
  switch (item.kind) {
    case 'authentication': {
      const authentication = page.authentications.find(({ sequence }) => sequence === item.sequence)
      return authentication ? <AuthenticationLine {...props} authentication={authentication} /> : null
    }
    case 'step':
      return <StepLine {...props} item={item} />
    case 'refreshes':
      return <RefreshesLine {...props} item={item} />
    case 'ended':
      return <EndLine {...props} />
    default:
      return <PlainLine {...props} item={item} />
  }
}

type Of<Kind extends StoryItem['kind']> = Omit<Props, 'item'> & { item: Extract<StoryItem, { kind: Kind }> }

function StepLine({ item, page, zone, isLast }: Of<'step'>) {
  const step = page.authentications.find(({ sequence }) => sequence === item.sequence)?.steps[item.index]
  if (!step) return null
  const failed = step.result === 'wrong' || step.result === 'rejected'
  return (
    <Rail
      id={stepId(item.sequence, item.index)}
      time={lineTime(item.at, zone)}
      isLast={isLast}
      glyph={failed ? <Mark shape="cross" tone="warn" /> : <Dot />}
    >
      <span className={failed ? 'text-warn' : undefined}>{describeStep(step)}</span>
      {step.seconds !== null && <span className="text-ink-3"> {lengthOf(step.seconds * 1000)}</span>}
    </Rail>
  )
}

function RefreshesLine({ item, zone, isLast }: Of<'refreshes'>) {
  const { count, at, until, rhythm } = item
  const sameDay = weekdayDate(Date.parse(at), zone) === weekdayDate(Date.parse(until), zone)
  const lastTime = hourMinute(Date.parse(until), zone)
  return (
    <Rail
      time={
        count === 1 ? lineTime(at, zone) : sameDay ? `to ${lastTime}` : <MultiDay at={at} until={until} zone={zone} />
      }
      isLast={isLast}
      glyph={<RefreshCw size={12} className="bg-panel text-ink-3" aria-hidden="true" />}
    >
      <span className="text-ink-2">
        {count === 1 ? '1 refresh' : `${count.toLocaleString('en-US')} refreshes`}
        {rhythm && `, ${rhythmWords(rhythm)}`}
        {!sameDay && count > 1 && (
          <span className="text-ink-3">
            {' '}
            until {weekdayDate(Date.parse(until), zone)}, {lastTime}
          </span>
        )}
      </span>
    </Rail>
  )
}

const MultiDay = ({ at, zone }: { at: string; until: string; zone: string }) => (
  <>from {hourMinute(Date.parse(at), zone)}</>
)

const rhythmWords = (rhythm: Rhythm) =>
  'everySeconds' in rhythm
    ? `every ${lengthOf(rhythm.everySeconds * 1000)}`
    : `${lengthOf(rhythm.fromSeconds * 1000)} to ${lengthOf(rhythm.toSeconds * 1000)} apart`

function EndLine({ item, page, zone, isLast }: Props) {
  const { end } = page
  if (!end) return null
  const what = { REVOKED: 'Session revoked', LOGGED_OUT: 'Signed out', EXPIRED: 'Session expired' }[end.kind]
  const after = end.kind === 'REVOKED' ? 'with every token it held' : end.kind === 'EXPIRED' ? 'after its 30 days' : ''
  return (
    <Rail
      time={lineTime(item.at, zone)}
      isLast={isLast}
      glyph={<i aria-hidden="true" className="size-2.5 rounded-[1px] bg-ink-2 ring-3 ring-panel" />}
    >
      <span className="font-medium">{what}</span> <span className="text-ink-2">{after}</span>
      {(end.by || end.reason) && (
        <p className="break-words text-ink-2">
          {end.by && `By ${end.by === 'SYSTEM' ? 'the system' : end.by}`}
          {end.by && end.reason && ': '}
          {end.reason && describeReason(end.reason)}
        </p>
      )}
    </Rail>
  )
}

function PlainLine({ item, page, zone, isLast }: Of<'opened' | 'moved' | 'handoff' | 'reuse'>) {
  const { glyph, text } = plain(item, page)
  return (
    <Rail
      id={item.kind === 'reuse' ? `reuse-${item.index}` : undefined}
      time={lineTime(item.at, zone)}
      isLast={isLast}
      glyph={glyph}
    >
      {text}
    </Rail>
  )
}

function plain(item: Of<'opened' | 'moved' | 'handoff' | 'reuse'>['item'], page: SessionPage) {
  switch (item.kind) {
    case 'opened': {
      return { glyph: <Dot />, text: `Session opened${item.trustedDevice ? ' on a trusted device' : ''}, 3 tokens` }
    }
    case 'moved':
      return {
        glyph: <MapPin size={13} className="bg-panel text-ink-2" aria-hidden="true" />,
        text: (
          <>
            Refreshed from <b className="font-medium">{item.place ?? 'an unknown place'}</b>{' '}
            <span className="text-ink-2">
              <span className="mono">{item.address}</span>
              {item.from && `, before that ${item.from}`}
            </span>
          </>
        ),
      }
    case 'handoff':
      return {
        glyph: <ArrowRightLeft size={12} className="bg-panel text-ink-3" aria-hidden="true" />,
        text: (
          <>
            Handed over{item.target && ` to ${item.target}`}
            <span className="text-ink-2">{HANDOFF_WORDS[item.state]}</span>
          </>
        ),
      }
    case 'reuse':
      return { glyph: <Mark shape="diamond" tone="crit" />, text: <ReuseWords page={page} index={item.index} /> }
  }
}

const HANDOFF_WORDS = { created: ', not redeemed', redeemed: ', redeemed', refused: ', refused' } as const

function ReuseWords({ page, index }: { page: SessionPage; index: number }) {
  const reuse = page.reuses[index]
  if (!reuse) return null
  const { secondsBetween, second } = reuse
  return (
    <>
      <b className="font-medium">Spent refresh token presented again</b> <Pill tone="crit">Reuse</Pill>
      <p className="text-ink-2">
        {secondsBetween !== null && `${lengthOf(secondsBetween * 1000)} after it was exchanged`}
        {second?.address && (
          <>
            {secondsBetween !== null ? ', from ' : 'From '}
            <span className="mono">{second.address}</span>
            {second.place && `, ${second.place}`}
          </>
        )}
        . The whole family was revoked.
      </p>
    </>
  )
}

const Dot = () => (
  <svg viewBox="-5 -5 10 10" className="size-2.5 overflow-visible" aria-hidden="true">
    <circle r="3.6" className="fill-panel stroke-ink-3" strokeWidth="1.4" />
  </svg>
)

function Mark(props: {
  shape: 'cross' | 'diamond' | 'square' | 'triangle'
  tone: 'accent' | 'warn' | 'crit' | 'neutral'
  hollow?: boolean
}) {
  return (
    <svg viewBox="-8 -8 16 16" className="size-4 overflow-visible" aria-hidden="true">
      <Glyph hollow={props.hollow ?? false} shape={props.shape} tone={props.tone} />
    </svg>
  )
}
