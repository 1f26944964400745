import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

const onLinux = process.platform === 'linux'

/** What tells a process from a later one that got the same pid: boot and start time. Null when it is gone or a zombie. */
export function processIdentity(pid: number): string | null {
  try {
    return onLinux ? linuxIdentity(pid) : otherIdentity(pid)
  } catch {
    return null
  }
}

/** Whether `pid` is a PostgreSQL server working in `dataDir` (an absolute path without symbolic links). */
export function isPostgresOf(pid: number, dataDir: string): boolean {
  try {
    if (onLinux) return readlinkSync(`/proc/${pid}/cwd`) === dataDir && /^postgres\b/.test(commandName(pid))
    const command = ps(pid, 'command=')
    return command.includes('postgres') && command.includes(dataDir)
  } catch {
    return false
  }
}

function linuxIdentity(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold spaces; the state is field 3 and the start time field 22 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
}

function otherIdentity(pid: number) {
  const [state = 'Z', ...started] = ps(pid, 'state=,lstart=').split(/\s+/)
  return state.startsWith('Z') ? null : started.join(' ')
}

const commandName = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()

const ps = (pid: number, format: string) =>
  execFileSync('ps', ['-o', format, '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  }).trim()
