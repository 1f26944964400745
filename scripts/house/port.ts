import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort, isPortFree } from '#db/embedded/free-port.ts'

/**
 * The port to serve on: `wanted`, or any free one for 0. Throws who holds it, as far as that can be told. `patienceMs`:
 * how long the processes of a start that crashed may take to let go of it.
 */
export async function choosePort(host: string, wanted: number, patienceMs: number): Promise<number> {
  if (wanted === 0) return findFreePort(3000 + Math.floor(Math.random() * 40_000))
  const deadline = Date.now() + patienceMs
  while (!(await isFree(host, wanted))) {
    if (Date.now() > deadline) throw new Error(portTaken(wanted))
    await sleep(100)
  }
  return wanted
}

const portTaken = (port: number) =>
  `Port ${port} is taken${findListener(port)}. Stop that program, or choose another port: PORT=${port + 1} npm start`

async function isFree(host: string, port: number) {
  try {
    return await isPortFree(port, host)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES')
      throw new Error(`Port ${port} needs more rights than this user has. Choose one from 1024 up.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Error(`HOST=${host} is not an address of this machine.`)
    throw error
  }
}

// Neither tool is everywhere, and neither sees other users' processes without rights: then the port alone is named.
function findListener(port: number) {
  const pid =
    /^p(\d+)/m.exec(output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp']))?.[1] ??
    /pid=(\d+)/.exec(output('ss', ['-Hltnp', `sport = :${port}`]))?.[1]
  if (!pid) return ''
  const command = output('ps', ['-o', 'args=', '-p', pid]).trim()
  return ` by process ${pid}${command && `, "${command.length > 80 ? `${command.slice(0, 79)}…` : command}"`}`
}

const output = (command: string, parameters: string[]) =>
  spawnSync(command, parameters, { encoding: 'utf8', timeout: 5_000 }).stdout ?? ''
