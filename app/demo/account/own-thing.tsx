import type { ReactNode } from 'react'

type Props = { title: ReactNode; mark?: ReactNode; note: ReactNode; children: ReactNode }

/** A line for something of the user's: what it is, more about it, and what can be done with it. */
export function OwnThing({ title, mark, note, children }: Props) {
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{title}</span> {mark}
        </p>
        <p className="truncate text-ink-3">{note}</p>
      </div>
      <div className="flex shrink-0 gap-1.5">{children}</div>
    </li>
  )
}
