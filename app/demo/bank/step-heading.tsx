import type { ReactNode } from 'react'
import type { Journey } from './bank-state.ts'

/** A step's own words, under what the step is for. */
export function StepHeading({ purpose, title, children }: { purpose: Journey['purpose']; title: string; children?: ReactNode }) {
  return (
    <header className="mb-4">
      <p className="mb-1 text-ink-3">{purpose.kind === 'sign-in' ? `Signing in as ${purpose.username}` : purpose.does}</p>
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      {children !== undefined && <div className="mt-1.5 text-ink-2">{children}</div>}
    </header>
  )
}
