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

/** Where each token of a chain is drawn. The line is the path to the newest token; other branches lie above it. */
export function layOutChain({ shown }: Chain, reuses: Reuse[]): ChainLayout {
  const byId = new Map(shown.map(token => [token.tokenId, token]))
  const line = lineOf(shown, byId)
  const { columnOf, gaps, columns } = layOutColumns(shown, line)
  const nodes: ChainNode[] = shown.map(token => ({
    key: token.tokenId,
    token,
    reuse: reuses.find(({ tokenId }) => tokenId === token.tokenId) ?? null,
    column: columnOf(token.generation),
    lane: line.has(token.tokenId) ? 0 : 1,
  }))
  const drawn = new Map(nodes.map(node => [node.key, node]))
  const links = nodes.flatMap((node, index): ChainLink[] => {
    const parent =
      drawn.get(node.token?.parentTokenId ?? '') ?? nodes.slice(0, index).findLast(({ lane }) => lane === 0)
    return parent ? [{ from: parent, to: node, broken: false }] : []
  })
  const returns = reuses.flatMap(reuse => {
    const from = drawn.get(reuse.tokenId)
    const to = from && { key: `return ${reuse.at}`, token: null, reuse, column: from.column + 0.5, lane: 1 }
    return to ? [{ from, to, broken: true }] : []
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
  const columnOf = (generation: number) => columns.get(generation) ?? Math.max(0, next - 1)
  return { columnOf, gaps, columns: Math.max(next, MIN_COLUMNS) }
}

// A chain of one or two stays at the left instead of stretching over the card.
const MIN_COLUMNS = 8
