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
    const command = onLinux ? readProc(pid, 'cmdline') : ps(pid, 'command=')
    const name = onLinux ? readProc(pid, 'comm').trim() : command
    return name.includes('postgres') && (command.includes(dataDir) || workingDirectory(pid) === dataDir)
  } catch {
    return false
  }
}

// The server stays in its data directory even when that was moved. Root in a container may not look at others' though.
function workingDirectory(pid: number) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

function linuxIdentity(pid: number) {
  const stat = readProc(pid, 'stat')
  // The name in parentheses may hold spaces; the state is field 3 and the start time field 22 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
}

function otherIdentity(pid: number) {
  const [state = 'Z', ...started] = ps(pid, 'state=,lstart=').split(/\s+/)
  return state.startsWith('Z') ? null : started.join(' ')
}

const readProc = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8')

const ps = (pid: number, format: string) =>
  execFileSync('ps', ['-o', format, '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  }).trim()
