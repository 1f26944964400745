/**
 * The `next` of a sign-in as a path of this console; `/` for anything that might lead elsewhere. Browsers read `\` as
 * `/` and drop tabs and newlines, so what counts is where they would go, not what the text looks like.
 */
export function nextPath(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/'
  const origin = 'http://console.invalid'
  const url = URL.parse(next, origin)
  if (url?.origin !== origin || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
