'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useZone } from '#components/charts/zone.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { SessionPage } from '#lib/sessions/present.ts'
import { whatToTell } from '#lib/sessions/rules.ts'

/** Two sentences to read out. */
export function CallerCard({ page }: { page: SessionPage }) {
  const zone = useZone()
  const [copied, setCopied] = useState(false)
  const words = whatToTell(page, zone).join(' ')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(words)
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    } catch {
      toast.error('The browser did not let us copy')
    }
  }
  return (
    <Card aria-labelledby="caller-title">
      <CardHeader id="caller-title" title="What to tell the caller">
        <Button variant="ghost" size="sm" onClick={copy}>
          {copied ? (
            <Check size={12} className="text-good" aria-hidden="true" />
          ) : (
            <Copy size={12} aria-hidden="true" />
          )}
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </Button>
      </CardHeader>
      <div className="px-3.5 py-3">
        <p className="text-balance text-lg leading-[1.5]" suppressHydrationWarning>
          “{words}”
        </p>
        <p className="mt-1.5 text-ink-3 text-sm" suppressHydrationWarning>
          Times in {zone.replaceAll('_', ' ')}. Made from what is recorded, nothing else.
        </p>
      </div>
    </Card>
  )
}
