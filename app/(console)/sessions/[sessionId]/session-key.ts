/** The session page's place in the query cache. */
export const sessionKey = (sessionId: string) => ['session', sessionId] as const
