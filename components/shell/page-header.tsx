import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

export type Crumb = { label: ReactNode; href?: string }

/** A page's name, one line about it, and what can be done at the right. `crumbs` lead back up, above the name. */
export function PageHeader({
  title,
  sub,
  crumbs,
  className,
  children,
}: {
  title: ReactNode
  sub?: ReactNode
  crumbs?: Crumb[]
  className?: string
  children?: ReactNode
}) {
  return (
    <div className={cn('flex flex-wrap items-center gap-x-2.5 gap-y-2', className)}>
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5 gap-y-1">
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <h1 className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">{title}</h1>
        {sub !== undefined && <div className="text-ink-3">{sub}</div>}
      </div>
      {children !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  )
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="basis-full text-ink-3 text-sm">
      {crumbs.map(({ label, href }, index) => (
        <Fragment key={href ?? index}>
          {index > 0 && <span aria-hidden="true"> / </span>}
          {href ? (
            <Link href={href} className="hover:text-ink">
              {label}
            </Link>
          ) : (
            <span aria-current="page">{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
