/** Seconds since this process began, as `4.2 s`. */
export const elapsed = (): string => `${(performance.now() / 1000).toFixed(1)} s`

/** One line of progress, with the seconds since the start: readable in a terminal and in a log. */
export const say = (line: string): void => console.log(`[${elapsed().padStart(7)}] ${line}`)

/** As `say`, on standard error. */
export const complain = (line: string): void => console.error(`[${elapsed().padStart(7)}] ${line}`)

/** Says what begins, and every ten seconds that it still goes on. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  say(title)
  const reminder = setInterval(() => say('  still at it'), 10_000)
  try {
    return await work()
  } finally {
    clearInterval(reminder)
  }
}
