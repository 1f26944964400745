import { join } from 'node:path'

/** The checkout, without a trailing slash. */
export const ROOT = join(import.meta.dirname, '../..')
