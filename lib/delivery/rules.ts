/**
 * How long after its nth attempt a message is tried again. A code lives five minutes and its user is waiting: early and
 * often at first. The queue's own back-off, e^n seconds, would spend those minutes on six attempts.
 */
const RETRY_AFTER_SECONDS = [1, 2, 4, 8, 15, 30]

/** A code that came with less than this left could not be typed any more. */
export const USEFUL_SECONDS = 15

/**
 * Seconds until a message is worth trying again; null when there is no time left for that. `attempt` counts from 1,
 * `secondsLeft` is what its challenge still lives; a carrier that named a time is not asked before it.
 */
export function nextTry(attempt: number, secondsLeft: number, retryAfterSeconds = 0): number | null {
  const ours = RETRY_AFTER_SECONDS[Math.min(attempt, RETRY_AFTER_SECONDS.length) - 1] ?? 1
  const delay = Math.max(ours, retryAfterSeconds)
  return delay + USEFUL_SECONDS <= secondsLeft ? delay : null
}
