'use client'

import { FailureState } from '#components/shell/failure-state.tsx'
import { Card } from '#components/ui/card.tsx'

export default function SessionError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Card>
      <FailureState error={error} retry={retry} />
    </Card>
  )
}
