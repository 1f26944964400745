'use client'

import { Delete } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useFocusOnMount } from '../use-focus-on-mount.ts'

type Props = { isBusy: boolean; onEnter: (typed: number) => void; onCancel: () => void }

const DIGITS = [...'1234567890']

/** The number is typed, never picked from a list: by the pad, or by the keyboard. */
export function NumberPad({ isBusy, onEnter, onCancel }: Props) {
  const field = useFocusOnMount<HTMLInputElement>()
  const [typed, setTyped] = useState('')
  const add = (digit: string) => setTyped(before => `${before}${digit}`.slice(0, 2))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed) onEnter(Number(typed))
  }
  return (
    <form onSubmit={submit} className="flex flex-1 flex-col">
      <label htmlFor="typed" className="text-ink-2">
        The number on the bank’s page
      </label>
      <input
        id="typed"
        ref={field}
        value={typed}
        onChange={event => setTyped(event.target.value.replaceAll(/\D/g, '').slice(0, 2))}
        inputMode="none"
        autoComplete="off"
        className="mx-auto mt-2 h-14 w-28 rounded-lg border border-line-2 bg-raise text-center font-mono font-semibold text-[2rem]! tracking-[0.2em]"
      />
      <div className="mx-auto mt-4 grid grid-cols-3 gap-2">
        {DIGITS.map(digit => (
          <button
            key={digit}
            type="button"
            onClick={() => add(digit)}
            className="size-12 rounded-full border bg-panel font-medium text-xl shadow-sm hover:bg-raise [&:nth-of-type(10)]:col-start-2"
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          aria-label="Delete the last digit"
          onClick={() => setTyped(before => before.slice(0, -1))}
          className="grid size-12 place-items-center rounded-full hover:bg-raise"
        >
          <Delete size={17} aria-hidden="true" />
        </button>
      </div>
      <div className="mt-auto grid grid-cols-2 gap-2 pt-3">
        <Button className="h-9" disabled={isBusy} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" className="h-9" loading={isBusy} disabled={typed.length < 2}>
          Approve
        </Button>
      </div>
    </form>
  )
}
