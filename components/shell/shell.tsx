import type { ReactNode } from 'react'
import { Navigation } from './navigation.tsx'
import { OverlaysProvider } from './overlays.tsx'
import type { WayOut } from './rooms.ts'
import { TopBar } from './top-bar.tsx'
import type { Counts } from './use-counts.ts'

/** The navigation at the left, the bar above, the page in the middle. */
export function Shell({ counts, ways, children }: { counts: Counts | null; ways: WayOut[]; children: ReactNode }) {
  const navigation = <Navigation counts={counts} ways={ways} />
  return (
    <OverlaysProvider ways={ways}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md border border-accent bg-panel px-3 py-1.5 font-medium focus-visible:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="grid min-h-dvh md:grid-cols-[208px_minmax(0,1fr)]">
        <aside className="sticky top-0 hidden h-dvh overflow-y-auto border-r bg-panel md:block">{navigation}</aside>
        <div className="min-w-0">
          <TopBar navigation={navigation} />
          <main id="content" tabIndex={-1} className="max-w-340 px-3 pt-4.5 pb-10 focus-visible:outline-none md:px-5">
            {children}
          </main>
        </div>
      </div>
    </OverlaysProvider>
  )
}
