'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'

const NAMES: Record<string, string> = {
  Enter: 'enter',
  Escape: 'esc',
  Space: 'space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The keys of a hotkey (`g s`, `mod+k`) as they are printed on this keyboard. */
export function KeyNames({ keys, className }: { keys: string; className?: string }) {
  const isMac = useIsMac()
  return (
    <span className={className}>
      {keys.split(' ').map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice in a sequence
        <Kbd key={index} className={index > 0 ? 'ml-1' : undefined}>
          {printed(key, isMac)}
        </Kbd>
      ))}
    </span>
  )
}

function printed(key: string, isMac: boolean) {
  if (!key.startsWith('mod+')) return NAMES[key] ?? key
  const letter = key.slice(4).toUpperCase()
  return isMac ? `⌘${letter}` : `Ctrl ${letter}`
}

const useIsMac = () =>
  useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => true,
  )

const never = () => () => {}
