import { readFileSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { verify } from '@node-rs/argon2'
import type { Directory } from './directory.ts'
import { readBook } from './ldif-book.ts'
import { MAX_PASSWORD_LENGTH, MAX_USERNAME_LENGTH, usernameKey } from './username.ts'

/** Read where the product runs: a bundler gives its code another place than this folder. */
export const DEMO_LDIF_FILE = join(process.cwd(), 'lib/directory/demo.ldif')

type Options = {
  file?: string
  /** The file changed and cannot be read any more: the last good entries stay in use. Called once per broken version. */
  onError?: (error: Error) => void
}

/**
 * The directory in an LDIF file with argon2id hashes (`userPassword: {ARGON2}$argon2id$…`) and groups as `groupOfNames`.
 * A change of the file counts from the next call. Throws one readable error, with the line, when the file is broken.
 */
export function createLdifDirectory({ file = DEMO_LDIF_FILE, onError }: Options = {}): Directory {
  let { version: seen, book } = readAtStart(file)
  let reading: Promise<void> | null = null

  const reread = async (version: string) => {
    try {
      if (version === GONE) throw new Error(`${file} cannot be read`)
      book = read(file, await readFile(/* turbopackIgnore: true */ file, 'utf8'))
    } catch (error) {
      onError?.(error as Error)
    }
    seen = version
    reading = null
  }
  const current = async () => {
    for (let version = await versionOf(file); version !== seen; version = await versionOf(file)) {
      reading ??= reread(version)
      await reading
    }
    return book
  }

  const authenticate: Directory['authenticate'] = async (username, password) => {
    const { users, decoyHash } = await current()
    const found = username.length <= MAX_USERNAME_LENGTH ? users.get(usernameKey(username)) : undefined
    const user = found?.user ?? null
    if (password === '') return { ok: false, user }
    const fits = password.length <= MAX_PASSWORD_LENGTH
    const matches = await verify(found?.hash ?? decoyHash, fits ? password : 'too long')
    return matches && fits && found?.hash && user ? { ok: true, user } : { ok: false, user }
  }

  return {
    authenticate,
    decoy: async () => void (await verify((await current()).decoyHash, 'decoy')),
    find: async username => (await current()).users.get(usernameKey(username))?.user ?? null,
    ping: async () => void (await current()),
    close: async () => {},
  }
}

const GONE = 'gone'

const versionOf = (file: string) => stat(file, { bigint: true }).then(signature, () => GONE)

const signature = (stats: { mtimeNs: bigint; size: bigint; ino: bigint }) =>
  `${stats.mtimeNs} ${stats.size} ${stats.ino}`

function readAtStart(file: string) {
  try {
    const version = signature(statSync(file, { bigint: true }))
    return { version, book: read(file, readFileSync(file, 'utf8')) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code ? new Error(`${file} cannot be read (${code})`) : error
  }
}

function read(file: string, text: string) {
  try {
    return readBook(text)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
}
