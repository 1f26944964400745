import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui/slot'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium',
    'transition-colors duration-75 disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50',
    '[&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        default: 'border-line-2 bg-panel text-ink shadow-sm hover:bg-raise data-[state=open]:bg-raise',
        primary: 'border-accent bg-accent text-accent-ink shadow-sm hover:bg-accent/90',
        danger:
          'border-[color-mix(in_srgb,var(--crit)_35%,var(--line))] bg-panel text-crit shadow-sm hover:bg-crit-wash',
        ghost: 'border-transparent text-ink-2 hover:bg-raise hover:text-ink data-[state=open]:bg-raise',
      },
      size: {
        sm: 'h-6 gap-1 px-2 text-xs',
        md: 'h-7 gap-1.5 px-2.5 text-[0.78125rem]',
        icon: 'size-7',
      },
    },
    defaultVariants: { variant: 'default', size: 'md' },
  },
)

type Props = ComponentProps<'button'> & VariantProps<typeof buttonVariants> & { asChild?: boolean; loading?: boolean }

/** `loading` keeps the button's width and refuses further clicks. With `asChild` the only child takes the looks. */
export function Button({ variant, size, asChild, loading, className, disabled, children, ...props }: Props) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) {
    return (
      <Slot className={classes} {...props}>
        {children}
      </Slot>
    )
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading ? (
        <>
          <span className="inline-flex items-center gap-[inherit] opacity-0">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  )
}

export function Spinner({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={cn('size-3.5 animate-spin', className)} fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="2" opacity=".25" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
