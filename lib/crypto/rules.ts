export type SigningAlg = 'EdDSA' | 'RS256'

/** How long anybody may keep a copy of our key set. */
export const KEY_SET_TTL_SECONDS = 300
/** How long a process may go on with the keys it has read. */
export const KEYS_REREAD_SECONDS = 30
/** From then on nobody can hold a copy of the key set without it, so from then on it may sign. */
export const SIGNS_AFTER_SECONDS = KEY_SET_TTL_SECONDS + KEYS_REREAD_SECONDS + 30
/** Published that long after its successor was made: it signs for some minutes more, and those tokens live for 15. */
export const PUBLISHED_AFTER_RETIREMENT_SECONDS = 3600
/** An old access token may come beside a refresh token for as long as the session lives: 30 days, and one to spare. */
export const READ_AFTER_RETIREMENT_SECONDS = 31 * 24 * 3600

/** Ages are seconds by the database's clock; `retiredSeconds` is null while a key has no successor. */
export type KeyAge = { alg: SigningAlg; ageSeconds: number; retiredSeconds: number | null }

export const isPublished = (key: KeyAge): boolean =>
  key.retiredSeconds === null || key.retiredSeconds < PUBLISHED_AFTER_RETIREMENT_SECONDS

/**
 * The key to sign with: a current one that everybody can have by now, of the wished algorithm if there is one. While
 * the successor is too young, its predecessor goes on; the very first key signs at once.
 */
export function chooseSigner<Key extends KeyAge>(keys: Key[], wished: SigningAlg): Key | undefined {
  const published = keys.filter(isPublished).toSorted((a, b) => a.ageSeconds - b.ageSeconds)
  const known = published.filter(key => key.ageSeconds >= SIGNS_AFTER_SECONDS)
  const current = known.filter(key => key.retiredSeconds === null)
  const retired = known.filter(key => key.retiredSeconds !== null).sort(byRetirement(wished))
  return current.find(key => key.alg === wished) ?? current[0] ?? retired[0] ?? published.at(-1)
}

const byRetirement = (wished: SigningAlg) => (a: KeyAge, b: KeyAge) =>
  (a.retiredSeconds ?? 0) - (b.retiredSeconds ?? 0) || Number(b.alg === wished) - Number(a.alg === wished)

/** The same keys some seconds later. */
export const laterBy = <Key extends KeyAge>(seconds: number, keys: Key[]): Key[] =>
  keys.map(key => ({
    ...key,
    ageSeconds: key.ageSeconds + seconds,
    retiredSeconds: key.retiredSeconds === null ? null : key.retiredSeconds + seconds,
  }))
