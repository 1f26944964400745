import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

export default function NotFound() {
  return (
    <Card>
      <EmptyState
        as="h1"
        title="There is no such session"
        action={
          <Button asChild>
            <Link href="/sessions?status=any">All sessions</Link>
          </Button>
        }
      >
        The id may be mistyped, or the session is older than what is kept: 90 days after its sign-in it is gone.
      </EmptyState>
    </Card>
  )
}
