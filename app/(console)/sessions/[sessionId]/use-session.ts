'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchJson } from '#components/shell/fetch-json.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import { sessionKey } from './session-key.ts'

const LIVE_MS = 4_000
const ENDED_MS = 30_000

/** The session, read again every few seconds while the page is visible; one that has ended, seldom. */
export function useSession(sessionId: string) {
  return useQuery({
    queryKey: sessionKey(sessionId),
    queryFn: ({ signal }) => fetchJson<SessionPage>(`/api/console/sessions/${sessionId}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'ACTIVE' ? LIVE_MS : ENDED_MS),
  })
}

/** Ways to change what the page shows before, or because, the server says so. */
export function useSessionChanges(sessionId: string) {
  const queryClient = useQueryClient()
  const key = sessionKey(sessionId)
  return {
    /** Shows it as revoked at once; what it returns takes that back. */
    showRevoked(by: string) {
      // An answer under way was asked before the revocation and would undo it on screen.
      void queryClient.cancelQueries({ queryKey: key })
      const before = queryClient.getQueryData<SessionPage>(key)
      queryClient.setQueryData<SessionPage>(key, page => page && revoked(page, by))
      return () => queryClient.setQueryData(key, before)
    },
    /** Reads it again, and whatever lists it. */
    readAgain() {
      void queryClient.invalidateQueries({ queryKey: key })
      void queryClient.invalidateQueries({ queryKey: ['sessions'] })
      void queryClient.invalidateQueries({ queryKey: ['counts'] })
    },
  }
}

function revoked(page: SessionPage, by: string): SessionPage {
  if (page.status !== 'ACTIVE') return page
  return {
    ...page,
    status: 'REVOKED',
    end: { kind: 'REVOKED', at: new Date().toISOString(), by, reason: null, code: null },
  }
}
