'use client'

import * as LabelPrimitive from 'radix-ui/label'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export function Label({ className, ...props }: ComponentProps<typeof LabelPrimitive.Root>) {
  return <LabelPrimitive.Root className={cn('font-medium text-[0.78125rem]', className)} {...props} />
}
