export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms)

/** The next round of a job that runs every `everyMs`, counted from the full hour. */
export const nextRound = (at: Date, everyMs: number): Date => new Date(Math.ceil(at.getTime() / everyMs) * everyMs)
