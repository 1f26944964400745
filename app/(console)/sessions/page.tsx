import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { countKey, pagesKey } from '#components/data-table/list-cache.ts'
import { loadAgentOrSignIn } from '#lib/agents/loaders.ts'
import { findUnsound, readListQuery } from '#lib/list-query.ts'
import { getParts } from '#lib/parts.ts'
import { loadApps, loadSessionCount, loadSessions } from '#lib/sessions/list/loaders.ts'
import { isSlowToCount, SESSION_PARAMS } from '#lib/sessions/list/rules.ts'
import { SessionFilter } from '#lib/sessions/list/schema.ts'
import { SessionsList } from './sessions-list.tsx'

export const metadata: Metadata = { title: 'Sessions' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The first rows come with the document, and so does a count that is quickly made; from then on the browser asks. */
export default async function SessionsPage({ searchParams }: Props) {
  // A page is drawn beside its layout, not after it: without this its loader would fail while the layout redirects.
  await loadAgentOrSignIn()
  const { columns: _, ...given } = await searchParams
  const params = lastOfEach(given)
  const unsound = findUnsound(SessionFilter.shape, params)
  const { values, text } = readListQuery(SESSION_PARAMS, params, unsound)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const [{ env }, apps] = await Promise.all([
    getParts(),
    loadApps(),
    client.prefetchInfiniteQuery({
      queryKey: pagesKey('sessions', text),
      queryFn: () => loadSessions(values),
      initialPageParam: null as string | null,
    }),
    isSlowToCount(values)
      ? null
      : client.prefetchQuery({ queryKey: countKey('sessions', text), queryFn: () => loadSessionCount(values) }),
  ])
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SessionsList apps={apps} demo={env.demo} unsound={unsound} />
    </HydrationBoundary>
  )
}

// As the browser reads it: of a parameter that stands twice the last one counts.
const lastOfEach = (given: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value
      return last === undefined ? [] : [[name, last]]
    }),
  )
