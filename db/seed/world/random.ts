import { createCipheriv, createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'

/** Chance that comes out the same every time. */
export type Random = {
  /** In [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** Both ends included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Each choice with its weight. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T
  /** How often something happens that happens `mean` times on average. */
  count(mean: number): number
  hex(digits: number): string
  /** A UUIDv7 of that moment. */
  uuid(at: Date): string
  /** A stream of its own, so that more draws here change nothing there. */
  fork(name: string): Random
}

const ZEROS = Buffer.alloc(2048)

/** The bytes are an AES-CTR key stream under the hash of `seed`. */
export function createRandom(seed: string): Random {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16)
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
  let block = cipher.update(ZEROS)
  let used = 0
  const bytes = (count: number) => {
    if (used + count > block.length) {
      block = cipher.update(ZEROS)
      used = 0
    }
    used += count
    return block.subarray(used - count, used)
  }
  const next = () => bytes(4).readUInt32LE() / 2 ** 32
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    between: (low, high) => low + next() * (high - low),
    chance: probability => next() < probability,
    pick: list => list[int(0, list.length - 1)]!,
    weighted(choices) {
      let rest = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        rest -= weight
        if (rest < 0) return choice
      }
      return choices.at(-1)![0]
    },
    // Poisson: how many exponential waits fit into the mean.
    count(mean) {
      let waited = -Math.log(1 - next())
      let happened = 0
      for (; waited < mean; happened++) waited -= Math.log(1 - next())
      return happened
    },
    hex: digits =>
      bytes(Math.ceil(digits / 2))
        .toString('hex')
        .slice(0, digits),
    uuid: at => uuidv7({ msecs: at.getTime(), random: bytes(16) }),
    fork: name => createRandom(`${seed}/${name}`),
  }
}
