'use client'

import { Search } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react'
import { KeyNames } from '#components/shell/key-names.tsx'
import { cn } from '#components/ui/cn.ts'
import { fieldClasses } from '#components/ui/input.tsx'
import type { List } from './use-list.ts'

const SETTLED_MS = 250

/** Filters while one types. Enter keeps what was typed and goes to the rows; escape takes it back. */
export function SearchField<Item extends object>({ list, ref }: { list: List<Item>; ref: Ref<HTMLInputElement> }) {
  const { definition, url } = list
  const [typed, setTyped] = useState('')
  /** The filter this field has set, and the link to go back to. */
  const applied = useRef<{ name: string; value: string } | null>(null)
  const [before, setBefore] = useState<string | null>(null)

  const apply = (text: string) => {
    const found = definition.search(text)
    const last = applied.current
    if (found?.name === last?.name && found?.value === last?.value) return
    // What is typed on is one step back, not one for each letter.
    const quiet = last !== null
    if (last && last.name !== found?.name) url.set(last.name, null, { quiet: true })
    if (found) url.set(found.name, found.value, { quiet })
    applied.current = found
  }
  const latest = useRef(apply)
  useEffect(() => {
    latest.current = apply
  })
  useEffect(() => {
    if (before === null) return
    const timer = setTimeout(() => latest.current(typed), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [typed, before])

  const leave = () => {
    setTyped('')
    setBefore(null)
    applied.current = null
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      apply(typed)
      leave()
      event.currentTarget.blur()
    } else if (event.key === 'Escape') {
      if (applied.current && before !== null) url.go(before)
      leave()
      event.currentTarget.blur()
      event.stopPropagation()
    }
  }
  return (
    <div className="relative w-64 max-sm:w-full">
      <Search size={13} aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
      <input
        ref={ref}
        type="search"
        aria-label={definition.searchLabel}
        placeholder={definition.searchLabel}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onFocus={() => setBefore(url.link)}
        onBlur={leave}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn(fieldClasses, 'peer h-7 pr-7 pl-7.5 [&::-webkit-search-cancel-button]:hidden')}
      />
      <KeyNames keys="/" className="pointer-events-none absolute top-1 right-2 peer-focus:hidden max-sm:hidden" />
    </div>
  )
}
