import { dateTime, hourMinute, lengthOf } from '#components/charts/clock-time.ts'
import type { Chain, ChainToken, Reuse } from '#lib/sessions/chain/present.ts'
import { type ChainNode, layOutChain } from './chain-layout.ts'

/** Refresh tokens from left to right, each the child of the one at its left. A fork, or a return, leaves the line. */
export function ChainGraph({ chain, reuses, zone }: { chain: Chain; reuses: Reuse[]; zone: string }) {
  const { nodes, gaps, links, lanes, columns } = layOutChain(chain, reuses)
  if (nodes.length === 0) return <p className="px-3.5 py-4 text-ink-3">No refresh token was issued.</p>
  const height = 54 + lanes * 34
  const base = 20 + lanes * 34
  const x = (column: number) => `${((column + 0.5) / columns) * 100}%`
  const y = (lane: number) => base - lane * 34
  const first = nodes[0]!
  const last = nodes.filter(({ lane }) => lane === 0).at(-1)!
  return (
    <figure className="px-2 pt-3">
      <svg
        width="100%"
        height={height}
        className="overflow-visible font-mono text-[10.5px]"
        role="img"
        aria-label={sayChain(chain, reuses)}
      >
        {links.map(({ from, to, broken }) => (
          <line
            key={`${from.key} ${to.key}`}
            x1={x(from.column)}
            y1={y(from.lane)}
            x2={x(to.column)}
            y2={y(to.lane)}
            className={to.lane > 0 ? 'stroke-crit' : 'stroke-line-2'}
            strokeWidth="1.5"
            strokeDasharray={broken || to.token === null ? '3 3' : undefined}
          />
        ))}
        {gaps.map(({ column, count }) => (
          <g key={column}>
            <rect
              x={`${((column + 0.1) / columns) * 100}%`}
              width={`${(1.8 / columns) * 100}%`}
              y={base - 8}
              height="16"
              className="fill-panel"
            />
            <text x={x(column + 0.5)} y={base + 3.5} textAnchor="middle" className="fill-ink-3">
              {count.toLocaleString('en-US')} more
            </text>
          </g>
        ))}
        {nodes.map(node => (
          <svg key={node.key} x={x(node.column)} y={y(node.lane)} overflow="visible" role="presentation">
            <Node node={node} zone={zone} />
          </svg>
        ))}
        <text x={x(first.column)} dx="-7" y={base + 25} className="fill-ink-3">
          {hourMinute(Date.parse(first.token?.createdAt ?? ''), zone)}
        </text>
        {last !== first && (
          <text
            x={x(last.column)}
            dx="8"
            y={base + 25}
            textAnchor="end"
            className={last.token?.status === 'ACTIVE' ? 'fill-ink' : 'fill-ink-3'}
          >
            {last.token?.status.toLowerCase()}
          </text>
        )}
      </svg>
    </figure>
  )
}

function Node({ node: { token, lane, reuse }, zone }: { node: ChainNode; zone: string }) {
  if (!token) {
    return (
      <g>
        <title>{`The token came back${reuse ? `, ${dateTime(Date.parse(reuse.at), zone)}` : ''}`}</title>
        <path d="M0 -7.5L7.5 0L0 7.5L-7.5 0Z" className="fill-crit stroke-panel" strokeWidth="1.5" />
        <text x="12" y="3.5" className="fill-crit">
          came back{reuse?.secondsBetween != null ? ` ${lengthOf(reuse.secondsBetween * 1000)} later` : ''}
        </text>
      </g>
    )
  }
  const active = token.status === 'ACTIVE'
  const tone = lane > 0 || reuse ? 'stroke-crit' : active ? 'stroke-accent' : 'stroke-ink-3'
  return (
    <g>
      <title>{sayToken(token, zone)}</title>
      <circle r={active ? 7 : 6} className={`${active ? 'fill-accent' : 'fill-panel'} ${tone}`} strokeWidth="1.4" />
      {token.status === 'REVOKED' && (
        <path d="M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4" className={tone} strokeWidth="1.4" />
      )}
    </g>
  )
}

const sayToken = ({ generation, status, createdAt, endedAt, tokenId }: ChainToken, zone: string) =>
  [
    `Generation ${generation}, ${status.toLowerCase()}`,
    `issued ${dateTime(Date.parse(createdAt), zone)}`,
    endedAt && `ended ${dateTime(Date.parse(endedAt), zone)}`,
    tokenId,
  ]
    .filter(Boolean)
    .join('\n')

function sayChain({ generations, tokens, forks }: Chain, reuses: Reuse[]): string {
  const shape =
    forks.length === 0
      ? 'one line without a fork'
      : `forked at generation ${forks.map(fork => fork.generation).join(', ')}`
  const back =
    reuses.length === 0
      ? ''
      : ` A spent token was presented again ${reuses.length === 1 ? 'once' : `${reuses.length} times`}.`
  return `${tokens} refresh tokens in ${generations} generations, ${shape}.${back}`
}
