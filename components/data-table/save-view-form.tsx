'use client'

import { type FormEvent, useId, useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import { saveViewAction } from '#lib/views/actions.ts'
import type { SavedView, ViewPage } from '#lib/views/schema.ts'

type Props = {
  page: ViewPage
  query: string
  /** The name under which this view is kept already. */
  saved: string | null
  isFirst: boolean
  onSaved(view: SavedView): void
}

/** Keeps filters, order and columns under a name. */
export function SaveViewForm({ page, query, saved, isFirst, onSaved }: Props) {
  const id = useId()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setFault('Give the view a name')
    startSaving(async () => {
      const result = await saveViewAction({ page, name, query })
      if (result.ok) onSaved(result.value)
      else setFault(result.message)
    })
  }
  if (saved !== null) return <p className="border-t px-3 py-2.5 text-ink-3">This is your view “{saved}”.</p>
  return (
    <form onSubmit={save} className={isFirst ? 'p-3' : 'border-t p-3'}>
      <Label htmlFor={id}>Save this view as</Label>
      <div className="mt-1.5 flex gap-2">
        <Input
          id={id}
          value={name}
          maxLength={80}
          autoComplete="off"
          placeholder="Night shift"
          aria-invalid={fault !== null}
          aria-describedby={`${id}-fault`}
          onChange={event => {
            setName(event.target.value)
            setFault(null)
          }}
        />
        <Button type="submit" variant="primary" className="h-8" loading={isSaving}>
          Save
        </Button>
      </div>
      <p
        id={`${id}-fault`}
        role={fault ? 'alert' : undefined}
        className={`mt-1.5 text-sm ${fault ? 'text-crit' : 'text-ink-3'}`}
      >
        {fault ?? 'Filters, order and columns; only you see it.'}
      </p>
    </form>
  )
}
