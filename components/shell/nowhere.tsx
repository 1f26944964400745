import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** There is nothing at this address. */
export function Nowhere() {
  return (
    <EmptyState
      as="h1"
      title="There is nothing at this address"
      action={
        <Button asChild>
          <Link href="/sessions">All active sessions</Link>
        </Button>
      }
    >
      The id may be mistyped, or what it named is older than what is kept.
    </EmptyState>
  )
}
