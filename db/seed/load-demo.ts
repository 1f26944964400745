import pg from 'pg'
import { endSomeSessions, revokeSomeDevices } from './agents-at-work.ts'
import { otter, tellBruteForce } from './brute-force.ts'
import { registerClientApps } from './client-apps.ts'
import { openConsoleSessions } from './console-sessions.ts'
import { tellCredentialStuffing } from './credential-stuffing.ts'
import { readDirectoryCast, tellDirectoryHistories } from './directory-people.ts'
import { tellDocuments } from './documents.ts'
import { liveEverydayLife } from './everyday-life.ts'
import { puffin, tellLongSession } from './long-session.ts'
import { ibis, tellRefreshRace } from './refresh-race.ts'
import { marten, tellRevokedByAgent } from './revoked-by-agent.ts'
import { happenRightNow } from './right-now.ts'
import { heron, tellStepUpTakeover } from './step-up-takeover.ts'
import { lynx, tellStolenRefreshToken } from './stolen-refresh-token.ts'
import { tellStrayAttacks } from './stray-attacks.ts'
import { createPeople } from './world/people.ts'
import { createWorld, type DemoEnv, HISTORY_DAYS, type World } from './world/world.ts'
import { writeRows } from './world/write-rows.ts'

const PEOPLE = 600

/**
 * Loads the demo world, relative to now, into a database that has no client app yet; leaves any other as it is. One
 * transaction: all of it or nothing. The same `now` gives the same world; without it, the database's clock is asked.
 */
export async function loadDemo(
  ownerUrl: string,
  env: DemoEnv,
  onProgress?: (line: string) => void,
  now?: Date,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'gatewarden demo' })
  // A connection that breaks ends the query under way or the next one, which says so; it must not end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    if (await isEmpty(client)) {
      onProgress?.('demo world: a bank of 600 customers, the last 30 days')
      const world = await tellWorld(env, now ?? (await databaseClock(client)))
      await writeRows(client, world, onProgress)
    }
    await client.query('COMMIT')
  } finally {
    // A connection that ends takes a transaction that was not committed with it.
    await client.end()
  }
}

/** Everything that is in it, in the order in which one builds on the other. */
export async function tellWorld(env: DemoEnv, now: Date): Promise<World> {
  const world = createWorld(env, now)
  const { cast, phones, agents } = await readDirectoryCast()
  const people = createPeople(world, PEOPLE, [heron, lynx, ibis, marten, puffin, otter, ...cast])
  registerClientApps(world)
  world.rows.documents = await tellDocuments(world)
  const sessions = liveEverydayLife(
    world,
    people.all.filter(person => person.quietDays < HISTORY_DAYS),
  )
  endSomeSessions(world, sessions, agents)
  revokeSomeDevices(world, agents)
  tellStrayAttacks(world, people.all, sessions)
  happenRightNow(world, sessions, people.all)
  tellStepUpTakeover(world, people)
  tellStolenRefreshToken(world, people)
  tellRefreshRace(world, people)
  tellRevokedByAgent(world, people, agents)
  tellLongSession(world, people)
  tellCredentialStuffing(world, people)
  tellBruteForce(world, people)
  tellDirectoryHistories(world, people, phones)
  openConsoleSessions(world, agents)
  return world
}

// Two processes that start at once: the second waits here and then finds the first one's apps.
async function isEmpty(client: pg.Client): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('gatewarden demo world'))`)
  const { rows } = await client.query<{ there: boolean }>('SELECT EXISTS (SELECT FROM client_apps) AS there')
  return !rows[0]?.there
}

async function databaseClock(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('SELECT now()')
  return rows[0]!.now
}
