'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { useFocusOnMount } from '../use-focus-on-mount.ts'

type Props = { name: string; busy: boolean; onRename: (name: string) => void; onCancel: () => void }

export function RenameDevice({ name, busy, onRename, onCancel }: Props) {
  const field = useFocusOnMount<HTMLInputElement>()
  const [text, setText] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onRename(text)
  }
  return (
    <form onSubmit={submit} className="flex gap-1.5">
      <Input
        ref={field}
        aria-label={`A name for ${name}`}
        value={text}
        onChange={event => setText(event.target.value)}
        maxLength={200}
        required
        className="h-7"
      />
      <Button type="submit" disabled={busy}>
        Save
      </Button>
      <Button variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
