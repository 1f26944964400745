import type { Chain, ChainToken, Reuse } from '#lib/sessions/chain/present.ts'

/** A circle, or, with no token, the return of one. `lane` 0 is the line itself; what leaves it goes up. */
export type ChainNode = { key: string; token: ChainToken | null; reuse: Reuse | null; column: number; lane: number }
export type ChainGap = { column: number; count: number }
export type ChainLink = { from: ChainNode; to: ChainNode; broken: boolean }

export type ChainLayout = {
  nodes: ChainNode[]
  /** Generations that are not drawn one by one; each takes two columns. */
  gaps: ChainGap[]
  links: ChainLink[]
  /** How many lanes lie above the line. */
  lanes: number
  columns: number
}

/** Where each token of a chain is drawn. The line is the path to the newest token; each other branch has its own lane. */
export function layOutChain({ shown }: Chain, reuses: Reuse[]): ChainLayout {
  const byId = new Map(shown.map(token => [token.tokenId, token]))
  const line = lineOf(shown, byId)
  const { columnOf, gaps, columns } = layOutColumns(shown, line)
  const laneOf = layOutLanes(line, byId)
  const nodes = shown.map(
    (token): ChainNode => ({
      key: token.tokenId,
      token,
      reuse: reuses.find(({ tokenId }) => tokenId === token.tokenId) ?? null,
      column: columnOf(token.generation),
      lane: laneOf(token),
    }),
  )
  const drawn = new Map(nodes.map(node => [node.key, node]))
  const links = nodes.flatMap((node, index): ChainLink[] => {
    const parent = drawn.get(node.token?.parentTokenId ?? '')
    const from = parent ?? nodes.slice(0, index).findLast(({ lane }) => lane === node.lane)
    return from ? [{ from, to: node, broken: !parent && node.lane > 0 }] : []
  })
  const free = Math.max(0, ...nodes.map(({ lane }) => lane)) + 1
  const returns = reuses.flatMap((reuse): ChainLink[] => {
    const from = drawn.get(reuse.tokenId)
    if (!from) return []
    const to = { key: `return ${reuse.at}`, token: null, reuse, column: from.column + 0.5, lane: free }
    return [{ from, to, broken: true }]
  })
  const all = [...nodes, ...returns.map(({ to }) => to)]
  return {
    nodes: all,
    gaps,
    links: [...links, ...returns],
    lanes: Math.max(0, ...all.map(({ lane }) => lane)),
    columns,
  }
}

const MOST_LANES = 3

// A branch is known by the token that left the line; what is not connected to any shown token joins the lane before it.
function layOutLanes(line: Set<string>, byId: Map<string, ChainToken>) {
  const lanes = new Map<string, number>()
  let last = 1
  return (token: ChainToken): number => {
    if (line.has(token.tokenId)) return 0
    const parent = token.parentTokenId ?? ''
    if (lanes.has(parent)) last = lanes.get(parent)!
    else if (line.has(parent)) last = Math.min(MOST_LANES, new Set(lanes.values()).size + 1)
    else if (byId.has(parent)) last = 1
    lanes.set(token.tokenId, last)
    return last
  }
}

// From the newest token back to the first, and, where tokens between are not shown, on from the next older one.
function lineOf(shown: ChainToken[], byId: Map<string, ChainToken>): Set<string> {
  const line = new Set<string>()
  let token = shown.find(({ status }) => status === 'ACTIVE') ?? shown.at(-1)
  while (token && !line.has(token.tokenId)) {
    line.add(token.tokenId)
    const { generation, parentTokenId } = token
    token = byId.get(parentTokenId ?? '') ?? shown.findLast(other => other.generation < generation)
  }
  return line
}

function layOutColumns(shown: ChainToken[], line: Set<string>) {
  const columns = new Map<number, number>()
  const gaps: ChainGap[] = []
  let next = 0
  let before: number | null = null
  for (const { generation } of shown.filter(({ tokenId }) => line.has(tokenId))) {
    if (before !== null && generation > before + 1) {
      gaps.push({ column: next, count: generation - before - 1 })
      next += 2
    }
    columns.set(generation, next)
    next += 1
    before = generation
  }
  return { columnOf: between(columns), gaps, columns: Math.max(next, MIN_COLUMNS) }
}

// A generation that the line does not show, but a branch does, stands between those it shows.
function between(columns: Map<number, number>) {
  const shown = [...columns.keys()]
  return (generation: number): number => {
    const before = shown.findLast(other => other <= generation) ?? shown[0] ?? 0
    const after = shown.find(other => other >= generation) ?? before
    const [from, to] = [columns.get(before) ?? 0, columns.get(after) ?? 0]
    return after === before ? from : from + ((generation - before) / (after - before)) * (to - from)
  }
}

// A chain of one or two stays at the left instead of stretching over the card.
const MIN_COLUMNS = 8
