'use client'

import type { ReactNode } from 'react'
import { useFocusOnMount } from '../use-focus-on-mount.ts'
import type { Journey } from './bank-state.ts'

type Props = { purpose: Journey['purpose']; title: string; children?: ReactNode }

/** A step's own words, under what the step is for. */
export function StepHeading({ purpose, title, children }: Props) {
  const heading = useFocusOnMount<HTMLHeadingElement>()
  return (
    <header className="mb-4">
      <p className="mb-1 text-ink-3">
        {purpose.kind === 'sign-in' ? `Signing in as ${purpose.username}` : purpose.does}
      </p>
      <h1 ref={heading} tabIndex={-1} className="font-semibold text-2xl tracking-tight outline-none">
        {title}
      </h1>
      {children !== undefined && <div className="mt-1.5 text-ink-2">{children}</div>}
    </header>
  )
}
