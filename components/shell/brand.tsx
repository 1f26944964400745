import { cn } from '#components/ui/cn.ts'

/** A gate with its bars. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
      className={cn('size-[18px] shrink-0 text-accent', className)}
    >
      <path d="M2.5 16V7.5a6.5 6.5 0 0 1 13 0V16M6 16V8.5M9 16V7M12 16V8.5M2 16h14" />
    </svg>
  )
}

export function Brand({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold tracking-[-0.01em]', className)}>
      <Mark />
      Gatewarden
    </span>
  )
}
