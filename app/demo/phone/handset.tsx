import type { ReactNode } from 'react'

type Props = { label: string; onHome: () => void; children: ReactNode }

/** A telephone, drawn: always as large, whatever it shows. */
export function Handset({ label, onHome, children }: Props) {
  return (
    <section
      aria-label={label}
      className="relative h-152 w-74 shrink-0 rounded-[2.6rem] border border-line-2 bg-raise p-2.5 shadow-lg"
    >
      <div className="relative flex h-full flex-col overflow-hidden rounded-[2.05rem] border bg-panel">
        <i
          aria-hidden="true"
          className="absolute top-2 left-1/2 h-4.5 w-20 -translate-x-1/2 rounded-full border bg-raise"
        />
        <div className="min-h-0 flex-1 pt-9">{children}</div>
        <button
          type="button"
          aria-label="Back to the lock screen"
          onClick={onHome}
          className="group mx-auto grid h-7 w-32 shrink-0 place-items-center rounded-full outline-offset-[-3px]"
        >
          <i aria-hidden="true" className="h-1 w-24 rounded-full bg-line-2 group-hover:bg-ink-3" />
        </button>
      </div>
    </section>
  )
}
