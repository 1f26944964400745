import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { ZoneProvider } from '#components/charts/zone.tsx'
import { ZONE_COOKIE, zoneOr } from '#components/charts/zone-cookie.ts'
import { loadAgentOrSignIn } from '#lib/agents/loaders.ts'
import { isFailure } from '#lib/failure.ts'
import { loadSession } from '#lib/sessions/loaders.ts'
import { sessionKey } from './session-key.ts'
import { SessionView } from './session-view.tsx'

type Props = { params: Promise<{ sessionId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Session ${(await params).sessionId.slice(0, 8)}` }
}

/** One session: what it is, how it went, and the way to end it. */
export default async function Page({ params }: Props) {
  await loadAgentOrSignIn()
  const { sessionId } = await params
  const page = await loadSession(sessionId).catch(error => {
    if (isFailure(error) && error.failure === 'not_found') notFound()
    throw error
  })
  const queryClient = new QueryClient()
  queryClient.setQueryData(sessionKey(sessionId), page)
  const zone = zoneOr('UTC', (await cookies()).get(ZONE_COOKIE)?.value)
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ZoneProvider zone={zone}>
        <SessionView sessionId={sessionId} />
      </ZoneProvider>
    </HydrationBoundary>
  )
}
