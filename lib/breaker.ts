/** Outages in a row after which nobody waits for the other side any more. */
const OUTAGES_TO_OPEN = 5
/** How long calls are refused at once before one of them is let through to see. */
const PROBE_AFTER_MS = 1_000

export type BreakerState = 'closed' | 'open'

export class BreakerOpen extends Error {
  override name = 'BreakerOpen'
  constructor() {
    super('refused at once: it did not answer the calls before')
  }
}

/**
 * A circuit breaker: after several outages in a row calls throw `BreakerOpen` at once; then one call at a time tries, and the
 * first answer closes it. `isOutage` tells an outage from an answer we do not like.
 */
export function createBreaker(isOutage: (error: unknown) => boolean, onChange?: (state: BreakerState) => void) {
  let outages = 0
  let probeAt: number | null = null
  let probing = false

  const answered = () => {
    if (probeAt !== null) onChange?.('closed')
    outages = 0
    probeAt = null
  }
  const failed = () => {
    outages++
    if (outages < OUTAGES_TO_OPEN) return
    if (probeAt === null) onChange?.('open')
    probeAt = performance.now() + PROBE_AFTER_MS
  }

  return async function run<T>(work: () => Promise<T>): Promise<T> {
    const probe = probeAt !== null
    if (probe) {
      if (probing || performance.now() < probeAt!) throw new BreakerOpen()
      probing = true
    }
    try {
      const result = await work()
      answered()
      return result
    } catch (error) {
      if (isOutage(error)) failed()
      else answered()
      throw error
    } finally {
      if (probe) probing = false
    }
  }
}
