import { cn } from '#components/ui/cn.ts'
import type { Notice } from './bank-state.ts'

/** What the bank says about what just happened; announced when it comes. */
export function NoticeLine({ notice }: { notice: Notice | null }) {
  if (!notice) return null
  return (
    <p
      role={notice.tone === 'warn' ? 'alert' : 'status'}
      className={cn(
        'mb-4 text-balance rounded-md px-3 py-2',
        notice.tone === 'warn' ? 'bg-warn-wash text-warn' : 'bg-good-wash text-good',
      )}
    >
      {notice.text}
    </p>
  )
}
