import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export type Violation = { file: string; problem: string }

const FOLDERS = ['app', 'components', 'lib', 'db', 'scripts', 'e2e', 'bench', 'public']
const CODE = /\.(ts|tsx|js|mjs|css)$/
const LEFT_OUT = /(^|\/)(node_modules|migrations|peers|results)\//
const VAGUE_NAMES = /^(utils?|helpers?|types?|services?|managers?|commons?|misc|index)$/
const LONGEST_FILE_LINES = 300
/** Written by a script; nobody reads it from top to bottom. */
const GENERATED = new Set(['lib/api/client/schema.d.ts'])

/** Who stands above whom: a file imports from its own floor and from those below. */
const FLOORS = ['db', 'lib', 'components', 'app']

/** Every breach of the house's rules on names, sizes and imports below `root`. */
export function findViolations(root: string): Violation[] {
  return sources(root).flatMap(file => {
    const text = CODE.test(file) ? readFileSync(join(root, file), 'utf8') : ''
    return [...checkName(file), ...checkLength(file, text), ...checkImports(file, text)].map(problem => ({
      file,
      problem,
    }))
  })
}

function sources(root: string) {
  const nested = FOLDERS.filter(folder => existsSync(join(root, folder))).flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(root, join(entry.parentPath, entry.name))),
  )
  const top = readdirSync(root).filter(name => CODE.test(name) && name !== 'next-env.d.ts')
  return [...top, ...nested].filter(file => !LEFT_OUT.test(file)).sort()
}

function checkName(file: string) {
  const vague = file.split('/').find(part => VAGUE_NAMES.test(part.replace(/\..*$/, '')))
  return vague ? [`"${vague}" says nothing; name it after what it does or holds`] : []
}

function checkLength(file: string, text: string) {
  const lines = text.split('\n').length - 1
  if (lines <= LONGEST_FILE_LINES || file.startsWith('components/ui/') || GENERATED.has(file)) return []
  return [`${lines} lines are two files (at most ${LONGEST_FILE_LINES})`]
}

function checkImports(file: string, text: string) {
  const floor = floorOf(file)
  return importsOf(text).flatMap(({ target, isType }) => {
    if (isServerOnly(file) && /^next($|\/)/.test(target))
      return [`imports ${target}; below app only loaders.ts and actions.ts do`]
    // A type leaves no trace when the code runs, so it cannot tie the floors together.
    const above = isType ? -1 : floorOf(resolve(file, target))
    return floor !== null && above !== null && above > floor ? [`imports ${target}, which stands above it`] : []
  })
}

// Tests, seeds and what starts a test's database use the domain from the outside, wherever they lie.
function floorOf(file: string) {
  if (/\.test\.tsx?$|^db\/(seed|testing)\/|\/testing\//.test(file)) return FLOORS.length
  const floor = FLOORS.indexOf(file.split('/')[0] ?? '')
  return floor === -1 ? null : floor
}

const isServerOnly = (file: string) =>
  /^(lib|db)\//.test(file) && !/^lib\/.*\/(loaders|actions)\.ts$/.test(file) && !/\.test\.tsx?$/.test(file)

const resolve = (file: string, target: string) =>
  target.startsWith('#') ? target.slice(1) : target.startsWith('.') ? join(dirname(file), target) : target

function importsOf(text: string) {
  const statements = text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [
    ...[...statements].map(([, type, target]) => ({ target: target!, isType: Boolean(type) })),
    ...[...calls].map(([, target]) => ({ target: target!, isType: false })),
  ]
}
