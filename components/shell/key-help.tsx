'use client'

import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '#components/ui/dialog.tsx'
import type { Hotkey } from './hotkey-store.ts'
import { useHotkeys } from './hotkeys.tsx'
import { KeyNames } from './key-names.tsx'

type Props = { open: boolean; onOpenChange(open: boolean): void }

/** Every key that does something where the agent is now. */
export function KeyHelp({ open, onOpenChange }: Props) {
  const groups = byGroup(useHotkeys())
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        className="max-w-136"
        onOpenAutoFocus={event => {
          // There is nothing to press in it: the text, not its close button, is where reading begins.
          event.preventDefault()
          ;(event.currentTarget as HTMLElement).focus()
        }}
      >
        <DialogHeader>
          <DialogTitle>Keyboard</DialogTitle>
          <DialogDescription>What the keys do on this page.</DialogDescription>
        </DialogHeader>
        <div className="columns-1 gap-8 px-4 pt-3 pb-5 sm:columns-2">
          {groups.map(([group, hotkeys]) => (
            <section key={group} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-ink-3 text-xs">{group}</h3>
              <ul>
                {hotkeys.map(({ keys, description }) => (
                  <li key={keys} className="flex min-h-7 items-center justify-between gap-4 border-b last:border-b-0">
                    {description}
                    <KeyNames keys={keys} className="whitespace-nowrap" />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function byGroup(hotkeys: readonly Hotkey[]): [string, Hotkey[]][] {
  const groups = new Map<string, Map<string, Hotkey>>()
  for (const hotkey of [...hotkeys].sort((a, b) => Number(a.yields ?? false) - Number(b.yields ?? false))) {
    const taken = [...groups.values()].some(group => group.has(hotkey.keys))
    if (taken) continue
    const name = hotkey.group ?? 'This page'
    const group = groups.get(name) ?? new Map()
    groups.set(name, group.set(hotkey.keys, hotkey))
  }
  const everywhereLast = (a: string, b: string) => Number(a === 'Everywhere') - Number(b === 'Everywhere')
  return [...groups]
    .map(([name, group]): [string, Hotkey[]] => [name, [...group.values()]])
    .sort(([a], [b]) => everywhereLast(a, b))
}
