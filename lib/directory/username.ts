/** Longer names and passwords are no directory's: they are refused with a decoy's work and never reach a server. */
export const MAX_USERNAME_LENGTH = 256
export const MAX_PASSWORD_LENGTH = 1024

/**
 * One key for every spelling a directory takes for the same name: case, width, spaces around and between, characters
 * that show nothing (RFC 4518 §2). Limits and locks of a typed name count by this key, or each spelling gets its own.
 */
export function usernameKey(typed: string) {
  return typed
    .normalize('NFKC')
    .replace(/[\t\n\v\f\r\u0085]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
}
