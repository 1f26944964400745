'use client'

import { FailureState } from '#components/shell/failure-state.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'

export default function SessionsError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PageHeader title="Sessions" className="mb-3" />
      <Card>
        <FailureState error={error} retry={retry} />
      </Card>
    </>
  )
}
