'use client'

import { Brand } from '#components/shell/brand.tsx'
import { FailureState } from '#components/shell/failure-state.tsx'

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-120 flex-col items-center justify-center px-4">
      <Brand />
      <FailureState error={error} retry={retry} />
    </main>
  )
}
