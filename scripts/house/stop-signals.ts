const ONE_CTRL_C_MS = 1_000

export type Stop = {
  /** Aborted when we are asked to end: by a signal, or because the process that called us is gone. */
  asked: AbortSignal
  /** Aborted when we are asked a second time. */
  hurried: AbortSignal
  /** `work`, or the end of waiting for it once we are asked to stop; what it does then no longer counts. */
  unlessAsked<Result>(work: Promise<Result>): Promise<Result>
}

/** From here on, signals no longer end this process: it is told of them. */
export function watchForStop(): Stop {
  const [asked, hurried] = [new AbortController(), new AbortController()]
  let askedAt = 0
  const hear = () => {
    // One Ctrl-C arrives up to three times: from the terminal, from npm and from bootstrap.mjs.
    if (asked.signal.aborted) return Date.now() - askedAt > ONE_CTRL_C_MS ? hurried.abort() : undefined
    askedAt = Date.now()
    asked.abort()
  }
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, hear)
  // The terminal may be gone while we still have things to close.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return { asked: asked.signal, hurried: hurried.signal, unlessAsked: work => raceStop(work, asked.signal) }
}

async function raceStop<Result>(work: Promise<Result>, asked: AbortSignal): Promise<Result> {
  const stopped = Promise.withResolvers<never>()
  const refuse = () => stopped.reject(asked.reason)
  if (asked.aborted) refuse()
  asked.addEventListener('abort', refuse, { once: true })
  // Whoever loses the race may still fail, to nobody's interest.
  work.catch(() => {})
  stopped.promise.catch(() => {})
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    asked.removeEventListener('abort', refuse)
  }
}
