/**
 * One line of CSV (RFC 4180), CRLF at its end. Text that a spreadsheet would run as a formula gets an apostrophe in
 * front (ASVS 1.2.10): = + - @ TAB CR, LF, and the full-width forms that some take for them.
 */
export const csvLine = (cells: (string | number | boolean | null)[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
