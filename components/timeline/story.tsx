'use client'

import { Fragment, useState } from 'react'
import { weekdayDate } from '#components/charts/clock-time.ts'
import { Button } from '#components/ui/button.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { StoryItem } from '#lib/sessions/timeline/rules.ts'
import { Rail } from './rail.tsx'
import { StoryLine } from './story-line.tsx'

/** More lines than this are folded in the middle until somebody asks for them. */
const MOST = 60
const FIRST = 12
const LAST = 36

/** A session's story as a list along a line of time, oldest first; a new day is told when it begins. */
export function Story({ page, zone }: { page: SessionPage; zone: string }) {
  const [unfolded, setUnfolded] = useState(false)
  const { story } = page
  const folds = !unfolded && story.length > MOST
  const shown = folds ? [...story.slice(0, FIRST), ...story.slice(-LAST)] : story
  return (
    <ol className="py-2">
      {shown.map((item, index) => (
        <Fragment key={keyOf(item)}>
          {folds && index === FIRST && (
            <Folded count={story.length - FIRST - LAST} onUnfold={() => setUnfolded(true)} />
          )}
          {startsDay(item, shown[index - 1], zone) && <Day ms={Date.parse(item.at)} zone={zone} />}
          <StoryLine item={item} page={page} zone={zone} isLast={index === shown.length - 1} />
        </Fragment>
      ))}
    </ol>
  )
}

const keyOf = (item: StoryItem) =>
  item.kind === 'refreshes' ? `refreshes ${item.at}` : `${item.kind} ${item.at} ${'index' in item ? item.index : ''}`

const startsDay = (item: StoryItem, before: StoryItem | undefined, zone: string) =>
  !before || weekdayDate(Date.parse(item.at), zone) !== weekdayDate(Date.parse(before.at), zone)

function Day({ ms, zone }: { ms: number; zone: string }) {
  return (
    <li className="mt-2 mb-0.5 flex items-center gap-3 px-3.5 text-ink-3 text-xs first:mt-0">
      <span suppressHydrationWarning className="w-[74px] text-right">
        {weekdayDate(ms, zone)}
      </span>
      <span aria-hidden="true" className="ml-[22px] h-px flex-1 bg-line" />
    </li>
  )
}

function Folded({ count, onUnfold }: { count: number; onUnfold: () => void }) {
  return (
    <Rail time="" glyph={<span className="text-ink-3">⋮</span>}>
      <Button size="sm" onClick={onUnfold}>
        {count} more
      </Button>
    </Rail>
  )
}
