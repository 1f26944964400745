'use client'

import { type ComponentProps, useState } from 'react'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'

type Props = ComponentProps<typeof Input> & { name: string; label: string; error?: string | undefined }

/** A labelled field with its error below; a password field says when Caps Lock is on. */
export function Field({ name, label, error, type, ...props }: Props) {
  const [capsLock, setCapsLock] = useState(false)
  const note = error ?? (type === 'password' && capsLock ? 'Caps Lock is on' : null)
  const noteId = `${name}-note`
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={name}>{label}</Label>
      <Input
        id={name}
        name={name}
        type={type}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={type === 'password' ? 1024 : 100}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        onKeyUp={event => setCapsLock(event.getModifierState('CapsLock'))}
        onBlur={() => setCapsLock(false)}
        {...props}
      />
      {note && (
        <p id={noteId} className={error ? 'text-crit text-sm' : 'text-sm text-warn'}>
          {note}
        </p>
      )}
    </div>
  )
}
