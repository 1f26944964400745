'use client'

import { Check, Copy } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { cn } from './cn.ts'

/** `01a1fb4e…9d7e97`: both ends of an id tell it apart; the middle does not. */
export const shortId = (value: string) => (value.length > 18 ? `${value.slice(0, 8)}…${value.slice(-6)}` : value)

/** An id, shortened in the middle; one click copies it whole. With `href` the text leads there and the icon copies. */
export function Id({ value, href, className }: { value: string; href?: string; className?: string }) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async (event: MouseEvent) => {
    event.stopPropagation()
    event.preventDefault()
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      toast.error('The browser did not let us copy', { description: value })
    }
  }

  const text = <span title={value}>{shortId(value)}</span>
  const icon = copied ? (
    <Check size={12} className="text-good" aria-hidden="true" />
  ) : (
    <Copy
      size={12}
      className="text-ink-3 opacity-0 group-hover:opacity-100 group-focus-within:opacity-100"
      aria-hidden="true"
    />
  )
  return (
    <span className={cn('mono group inline-flex items-center gap-1 whitespace-nowrap align-baseline', className)}>
      {href ? (
        <>
          <Link href={href} className="hover:underline" onClick={event => event.stopPropagation()}>
            {text}
          </Link>
          <button type="button" onClick={copy} aria-label={`Copy ${value}`} className="-my-1 rounded-xs p-1">
            {icon}
          </button>
        </>
      ) : (
        <button
          type="button"
          onClick={copy}
          className="group inline-flex items-center gap-1 rounded-xs hover:text-accent"
        >
          {text}
          <span className="sr-only">, copy</span>
          {icon}
        </button>
      )}
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </span>
  )
}
