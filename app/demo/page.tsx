import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getParts } from '#lib/parts.ts'
import { DemoBank } from './bank.tsx'

export const metadata: Metadata = { title: 'Demo bank' }
export const dynamic = 'force-dynamic'

/** A bank's sign-in page over the real API, to try it by hand. Not there outside demo mode. */
export default async function DemoPage() {
  const { env } = await getParts()
  if (!env.demo) notFound()
  return <DemoBank />
}
