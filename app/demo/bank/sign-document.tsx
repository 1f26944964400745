'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { At } from './bank-state.ts'
import { Markdown } from './markdown.tsx'
import { StepHeading } from './step-heading.tsx'
import type { Bank } from './use-bank.ts'
import type { JourneyActions } from './use-journey.ts'

type Props = { journey: At<'document'>; bank: Bank; actions: JourneyActions }
type Document = { title: string; content: string; version: number }

/** The document in the version that is asked for, whole, and a yes or a no under it. */
export function SignDocument({ journey, bank, actions }: Props) {
  const { ask, client, busy, setNotice } = bank
  const { documentId, version } = journey
  const [document, setDocument] = useState<Document | null>(null)

  useEffect(() => {
    let gone = false
    const query = version === null ? {} : { version }
    const params = { path: { id: documentId }, query }
    void ask(client.GET('/api/v1/auth/esign/documents/{id}', { params })).then(({ data, trouble }) => {
      if (gone) return
      if (trouble) setNotice({ tone: 'warn', text: trouble.words })
      else setDocument(data)
    })
    return () => {
      gone = true
    }
  }, [ask, client, documentId, version, setNotice])

  return (
    <>
      <StepHeading purpose={journey.purpose} title="Please read and accept">
        {document ? `${document.title}, version ${document.version}` : documentId}
      </StepHeading>
      <section
        aria-label="The document"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="h-[clamp(16rem,46dvh,30rem)] overflow-y-auto rounded-lg border bg-bg px-4 py-3"
      >
        {document ? <Markdown text={document.content} /> : <Skeleton className="h-4 w-2/3" />}
      </section>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="primary" disabled={busy || !document} onClick={() => actions.accept(journey)}>
          I accept
        </Button>
        <Button disabled={busy} onClick={() => actions.decline(journey)}>
          I decline
        </Button>
      </div>
    </>
  )
}
