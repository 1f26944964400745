/** A situation as a list of moments: told in the order of time, whatever the order of writing. */
export type Moment = { at: Date; happens: () => void }

export function inTurn(moments: Moment[]): void {
  for (const { happens } of moments.toSorted((a, b) => a.at.getTime() - b.at.getTime())) happens()
}
