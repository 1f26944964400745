'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { cn } from '#components/ui/cn.ts'
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts'

const THEMES = [
  { name: 'system', label: 'As the system', Icon: Monitor },
  { name: 'light', label: 'Light', Icon: Sun },
  { name: 'dark', label: 'Dark', Icon: Moon },
] as const

export function ThemeSwitch() {
  const { theme: chosen, setTheme } = useTheme()
  // The choice is the browser's; the server, and so the first paint, knows none.
  const theme = useIsHydrated() ? chosen : undefined
  return (
    <fieldset aria-label="Colours" className="flex rounded-md border bg-raise p-px">
      {THEMES.map(({ name, label, Icon }) => (
        <button
          key={name}
          type="button"
          aria-pressed={theme === name}
          aria-label={label}
          title={label}
          onClick={() => setTheme(name)}
          className={cn(
            'grid h-6 w-8 place-items-center rounded-sm text-ink-3 hover:text-ink',
            theme === name && 'bg-panel text-ink shadow-sm',
          )}
        >
          <Icon size={14} aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}
