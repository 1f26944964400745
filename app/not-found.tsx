import type { Metadata } from 'next'
import { Brand } from '#components/shell/brand.tsx'
import { Nowhere } from '#components/shell/nowhere.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-120 flex-col items-center justify-center px-4">
      <Brand />
      <Nowhere />
    </main>
  )
}
