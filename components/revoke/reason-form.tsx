'use client'

import { type KeyboardEvent, type SyntheticEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { DialogFooter } from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { REVOCATION_REASONS, type RevocationReason } from '#lib/sessions/words/rules.ts'
import { storedReason } from './stored-reason.ts'
import type { Problem } from './use-revocation.ts'

const MAX_LENGTH = 500
const CODES = Object.entries(REVOCATION_REASONS) as [RevocationReason, string][]

/** Why. `onSubmit` gets what is stored: the reason's words, then what was typed. It keeps both while one tries again. */
export function ReasonForm({
  label,
  ending,
  problem,
  onSubmit,
  onCancel,
}: {
  /** What the button says. */
  label: string
  ending: boolean
  problem: Problem | null
  onSubmit: (reason: string) => void
  onCancel: () => void
}) {
  const [code, setCode] = useState<RevocationReason | null>(null)
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  const id = useId()
  const missing = missingIn(code, words)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (ending) return
    setAsked(true)
    if (!missing && code) onSubmit(storedReason(code, words))
    else document.getElementById(`${id}-${missing?.field}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    if (event.target instanceof HTMLButtonElement) return
    submit(event)
  }

  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <div className="flex flex-col gap-3 px-4 py-3.5">
        <fieldset disabled={ending} className="min-w-0">
          <legend className="mb-1.5 font-medium text-[0.78125rem]">Reason</legend>
          <div className="grid grid-cols-2 gap-1.5 max-sm:grid-cols-1">
            {CODES.map(([value, text], index) => (
              <Choice
                key={value}
                id={index === 0 ? `${id}-code` : undefined}
                name={id}
                text={text}
                checked={code === value}
                onChoose={() => setCode(value)}
              />
            ))}
          </div>
          {asked && missing?.field === 'code' && <Missing>{missing.message}</Missing>}
        </fieldset>
        <div>
          <label htmlFor={`${id}-words`} className="mb-1.5 flex items-baseline gap-2">
            <span className="font-medium text-[0.78125rem]">In your words</span>
            <span className="text-ink-3">{code === 'other' ? 'needed for “Other”' : 'if there is more to say'}</span>
          </label>
          <Textarea
            id={`${id}-words`}
            value={words}
            onChange={event => setWords(event.target.value)}
            maxLength={MAX_LENGTH - 40}
            rows={2}
            readOnly={ending}
            placeholder="e.g. did not recognise the place"
            aria-invalid={(asked && missing?.field === 'words') || undefined}
            className="min-h-14 resize-y"
          />
          {asked && missing?.field === 'words' && <Missing>{missing.message}</Missing>}
        </div>
        {problem && <ProblemNote problem={problem} />}
      </div>
      <DialogFooter>
        <Button onClick={onCancel} disabled={ending}>
          Cancel <Kbd>esc</Kbd>
        </Button>
        <Button type="submit" variant="danger" loading={ending}>
          {label} <Kbd>↵</Kbd>
        </Button>
      </DialogFooter>
    </form>
  )
}

function missingIn(code: RevocationReason | null, words: string) {
  if (!code) return { field: 'code', message: 'Choose a reason' } as const
  if (code === 'other' && words.trim().length < 3) return { field: 'words', message: 'Say what the reason is' } as const
  return null
}

function Choice({
  text,
  checked,
  onChoose,
  ...input
}: {
  id: string | undefined
  name: string
  text: string
  checked: boolean
  onChoose: () => void
}) {
  return (
    <label
      className={cn(
        'flex min-h-8 items-center gap-2 rounded-md border px-2.5 py-1 hover:bg-raise',
        'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-1',
        checked ? 'border-accent bg-accent-wash hover:bg-accent-wash' : 'border-line-2',
      )}
    >
      <input
        type="radio"
        checked={checked}
        onChange={onChoose}
        className="size-3.5 accent-accent outline-none"
        {...input}
      />
      {text}
    </label>
  )
}

const Missing = ({ children }: { children: string }) => (
  <p role="alert" className="mt-1.5 text-crit text-sm">
    {children}
  </p>
)

function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div role="alert" className="rounded-md bg-crit-wash px-3 py-2 text-crit">
      <p className="font-medium">{problem.message}</p>
      <p className="text-ink-2">{HINTS[problem.failure] ?? 'Nothing was revoked. What you typed is still here.'}</p>
    </div>
  )
}

const HINTS: Partial<Record<Problem['failure'], string>> = {
  permission_missing: 'Nothing was revoked. Somebody with the role of agent can do it.',
  unreachable: 'It may or may not have arrived: try again, a session ends only once. What you typed is still here.',
  not_signed_in: 'Nothing was revoked. Sign in again in another tab, then send this once more.',
}
