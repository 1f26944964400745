'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

/** Where the `toast` of sonner appears. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      gap={8}
      toastOptions={{
        classNames: {
          toast: 'font-sans! text-base! rounded-lg! border-line-2! bg-panel! text-ink! shadow-lg! px-3! py-2.5! gap-2!',
          description: 'text-ink-2!',
          actionButton: 'bg-raise! text-ink! font-medium!',
          error: '[&_[data-icon]]:text-crit',
          success: '[&_[data-icon]]:text-good',
          warning: '[&_[data-icon]]:text-warn',
        },
      }}
    />
  )
}
