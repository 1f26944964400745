import type { ReactNode } from 'react'

/**
 * A page that is one list: as high as the window below the top bar, so that the rows scroll and everything around them
 * stays. On a window too low for that the page scrolls.
 */
export function ListFrame({ children }: { children: ReactNode }) {
  return (
    <div className="-mb-10 relative flex h-[calc(100dvh-4.125rem)] min-h-100 flex-col gap-2.5 pb-3">{children}</div>
  )
}
