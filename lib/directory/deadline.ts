/** The moment, in ms of the monotonic clock, by which a whole call must have answered. */
export type Deadline = number

export class TimedOut extends Error {
  override name = 'TimedOut'
}

export const deadlineIn = (timeoutMs: number): Deadline => performance.now() + timeoutMs

/** What `work` gives, or `TimedOut` at the deadline; then `abandon` frees what the work still holds. */
export async function before<T>(deadline: Deadline, work: Promise<T>, abandon: () => void): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => {
      late.reject(new TimedOut('no answer in time'))
      abandon()
    },
    Math.max(0, deadline - performance.now()),
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
