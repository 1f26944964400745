'use client'

import { ArrowUpRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { Brand } from './brand.tsx'
import { MeMenu } from './me-menu.tsx'
import { isIn, ROOMS, type WayOut } from './rooms.ts'
import { type Counts, useCounts } from './use-counts.ts'

const itemClasses = 'flex items-center gap-2 rounded-[6px] px-2 py-[5px] text-ink-2 hover:bg-raise hover:text-ink'

/** The console's rooms, the ways out of it, and at the foot who is in. */
export function Navigation({ counts: first, ways }: { counts: Counts | null; ways: WayOut[] }) {
  const pathname = usePathname()
  const counts = useCounts(first)
  return (
    <div className="flex min-h-full flex-col px-2.5 pt-3.5 pb-2">
      <Link href="/" prefetch={false} className="mb-1 rounded-[6px] px-2 py-1">
        <Brand />
      </Link>
      <nav aria-label="Console" className="contents">
        {ROOMS.map(({ heading, rooms }) => (
          <Group key={heading} heading={heading}>
            {rooms.map(({ href, label, count }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={isIn(pathname, href) ? 'page' : undefined}
                  className={cn(itemClasses, isIn(pathname, href) && 'bg-raise font-medium text-ink')}
                >
                  {label}
                  {count && counts && <Count {...counts[count]} />}
                </Link>
              </li>
            ))}
          </Group>
        ))}
        <Group heading="Elsewhere">
          {ways.map(({ href, label }) => (
            <li key={href}>
              <a href={href} className={cn(itemClasses, 'group')}>
                {label}
                <ArrowUpRight size={12} className="text-ink-3" aria-hidden="true" />
              </a>
            </li>
          ))}
        </Group>
      </nav>
      <div className="mt-auto border-t pt-2">
        <MeMenu />
      </div>
    </div>
  )
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  const id = `rooms-${heading.toLowerCase()}`
  return (
    <div className="mt-3.5">
      <h2 id={id} className="mx-2 mb-1 font-medium text-[0.6875rem] text-ink-3">
        {heading}
      </h2>
      <ul aria-labelledby={id} className="flex flex-col gap-0.5">
        {children}
      </ul>
    </div>
  )
}

function Count({ count, capped }: { count: number; capped: boolean }) {
  return (
    <span className="ml-auto font-medium font-mono text-[0.6875rem] text-ink-3">
      <span className="sr-only">, </span>
      {count.toLocaleString('en-US')}
      {capped && '+'}
      <span className="sr-only"> active</span>
    </span>
  )
}
