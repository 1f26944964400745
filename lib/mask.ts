/** `s••••••r`: tells two rows apart for who reads both, names nobody, and does not give the length away. */
export function maskUsername(username: string): string {
  const letters = [...username]
  return letters.length < 4 ? '••••••••' : `${letters[0]}••••••${letters.at(-1)}`
}

/** `203.0.113.•••`, `2001:db8:4f:•••`: the network stays, the host goes. */
export function maskAddress(address: string): string {
  const version4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)
  if (version4) return `${version4[1]}.•••`
  const written = (address.split('::')[0] ?? '').split(':').filter(Boolean)
  return `${[...written, '0', '0', '0'].slice(0, 3).join(':')}:•••`
}
