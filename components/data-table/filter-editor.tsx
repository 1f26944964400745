'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import type { FilterField } from './filter-field.ts'

type Props = { field: FilterField; value: string | null; onApply(value: string | null): void }

/** Edits one filter. What makes no sense is said at the field, before anything is asked of the server. */
export function FilterEditor({ field, value, onApply }: Props) {
  const [draft, setDraft] = useState(value ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const id = useId()

  const apply = async (event: FormEvent) => {
    event.preventDefault()
    if (draft === '' || draft === '..') return onApply(null)
    const found = await field.check(draft)
    if (found) setFault(found)
    else onApply(draft)
  }
  const change = (next: string) => {
    setDraft(next)
    setFault(null)
  }
  const described = { 'aria-invalid': fault !== null, 'aria-describedby': `${id}-hint` }
  return (
    <form onSubmit={apply} className="flex flex-col gap-2.5">
      {field.kind === 'choices' && <Choices field={field} draft={draft} onChange={change} />}
      {field.kind === 'text' && (
        <div className="flex flex-col gap-1.5">
          <Label htmlFor={id}>{field.label}</Label>
          <Input
            id={id}
            autoFocus
            value={draft}
            placeholder={field.placeholder}
            autoComplete="off"
            spellCheck={false}
            onChange={event => change(event.target.value)}
            {...described}
          />
        </div>
      )}
      {field.kind === 'range' && (
        <RangeEditor field={field} draft={draft} onChange={change} onApply={onApply} described={described} />
      )}
      {(fault || field.hint) && (
        <p
          id={`${id}-hint`}
          role={fault ? 'alert' : undefined}
          className={cn('text-sm', fault ? 'text-crit' : 'text-ink-3')}
        >
          {fault ?? field.hint}
        </p>
      )}
      <div className="flex justify-end gap-2">
        {value !== null && (
          <Button variant="ghost" onClick={() => onApply(null)}>
            Remove
          </Button>
        )}
        <Button type="submit" variant="primary">
          Apply
        </Button>
      </div>
    </form>
  )
}

type Kind<Name> = Extract<FilterField, { kind: Name }>

function Choices({ field, draft, onChange }: { field: Kind<'choices'>; draft: string; onChange(next: string): void }) {
  const chosen = draft === '' ? [] : draft.split(',')
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value]
    onChange(
      field.choices
        .map(choice => choice.value)
        .filter(value => next.includes(value))
        .join(','),
    )
  }
  return (
    <fieldset className="-mx-1 flex max-h-72 flex-col overflow-y-auto">
      <legend className="px-1 pb-1 font-medium text-[0.78125rem]">{field.label}</legend>
      {field.choices.length === 0 && <p className="px-1 text-ink-3">There are none yet.</p>}
      {field.choices.map(({ value, label, hint }) => (
        <label
          key={value}
          htmlFor={`${field.name}-${value}`}
          className="flex min-h-7 items-center gap-2.5 rounded-sm px-1 hover:bg-raise"
        >
          <Checkbox
            id={`${field.name}-${value}`}
            checked={chosen.includes(value)}
            onCheckedChange={() => toggle(value)}
          />
          {label}
          {hint && <span className="ml-auto truncate text-ink-3 text-xs">{hint}</span>}
        </label>
      ))}
    </fieldset>
  )
}

function RangeEditor(props: {
  field: Kind<'range'>
  draft: string
  described: object
  onChange(next: string): void
  onApply(value: string): void
}) {
  const { field, draft, described, onChange, onApply } = props
  const [from = '', to = ''] = draft.split('..')
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="pb-1.5 font-medium text-[0.78125rem]">{field.label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {field.presets.map(({ value, label }) => (
          <Button key={value} size="sm" aria-pressed={value === draft} onClick={() => onApply(value)}>
            {label}
          </Button>
        ))}
      </div>
      <div className="flex items-center gap-2">
        <Input
          autoFocus
          aria-label={`${field.label} from`}
          value={from}
          placeholder={field.placeholders[0]}
          onChange={event => onChange(`${event.target.value}..${to}`)}
          {...described}
        />
        <span className="text-ink-3">to</span>
        <Input
          aria-label={`${field.label} to`}
          value={to}
          placeholder={field.placeholders[1]}
          onChange={event => onChange(`${from}..${event.target.value}`)}
          {...described}
        />
      </div>
    </fieldset>
  )
}
