import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Brand } from '#components/shell/brand.tsx'
import { loadAgent, loadDemoAgents } from '#lib/agents/loaders.ts'
import { nextPath } from './next-path.ts'
import { readRefusal } from './request-sign-in.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const params = await searchParams
  const next = nextPath(params.next)
  // Where the directory is down, the page must still be there to say so.
  const agent = await loadAgent().catch(() => null)
  if (agent) redirect(next)
  const demoAgents = await loadDemoAgents()
  const refusal = typeof params.error === 'string' ? readRefusal(new URLSearchParams({ error: params.error })) : null
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] px-4">
      <main className="mx-auto flex w-full max-w-92 flex-col justify-center gap-6 py-10">
        <Brand className="text-lg" />
        <div>
          <h1>Sign in to the console</h1>
          <p className="mt-0.5 text-ink-2">With your directory account.</p>
          {next !== '/' && (
            <p className="flex gap-1.5 text-ink-3">
              <span className="whitespace-nowrap">Then on to</span>
              <span className="mono min-w-0 truncate leading-[1.6]">{next}</span>
            </p>
          )}
        </div>
        <SignInForm next={next} demoAgents={demoAgents} initialRefusal={refusal} />
      </main>
      <footer className="pb-5 text-center text-ink-3 text-sm">
        Each sign-in and each failed one is recorded with its time and address.
      </footer>
    </div>
  )
}
