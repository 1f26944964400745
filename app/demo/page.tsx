import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getParts } from '#lib/parts.ts'
import { DemoRoom } from './demo-room.tsx'

export const metadata: Metadata = { title: 'Demo bank' }
export const dynamic = 'force-dynamic'

/** A bank over the real API, the phone of its customer, and the rows they write. Not there outside demo mode. */
export default async function DemoPage() {
  const { env } = await getParts()
  if (!env.demo) notFound()
  return <DemoRoom now={new Date().toISOString()} />
}
