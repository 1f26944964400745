import { Fragment } from 'react'
import { KeyNames } from '#components/shell/key-names.tsx'

/** The keys one needs, at the foot of a list. `?` tells the rest. */
export function KeyHints({ hints }: { hints: (readonly [keys: string, does: string])[] }) {
  return (
    <p className="text-ink-3 text-sm max-md:hidden pointer-coarse:hidden">
      {hints.map(([keys, does], index) => (
        <Fragment key={does}>
          {index > 0 && ' · '}
          <KeyNames keys={keys} /> {does}
        </Fragment>
      ))}
    </p>
  )
}
