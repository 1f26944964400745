import { renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import type { DirectoryUser } from '#lib/directory/directory.ts'
import { DEMO_LDIF_FILE } from '#lib/directory/ldif.ts'

/** A user of a test's own: a second factor by code or push, unless it says otherwise. */
export type Person = Pick<
  DirectoryUser,
  'username' | 'cupid' | 'guid' | 'mfaRequired' | 'phones' | 'mobileApproveStatus' | 'pendingDocuments' | 'state'
>

export type OwnDirectory = {
  file: string
  /** Adds a user nobody else in the test has met. */
  add(person?: Partial<Person>): Promise<Person>
  change(username: string, change: Partial<Person>): Promise<void>
  remove(username: string): Promise<void>
  close(): Promise<void>
}

/**
 * The demo directory and users of the test's own beside it, in a file that may change while the API runs: what one
 * journey leaves behind never weighs on the next user's risk. Everybody's password is "password".
 */
export async function openOwnDirectory(): Promise<OwnDirectory> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewarden-people-'))
  const file = join(folder, 'people.ldif')
  const demo = await readFile(DEMO_LDIF_FILE, 'utf8')
  // As cheap as it may be: these tests are about what comes after the password.
  const passwordHash = await hash('password', { memoryCost: 8, timeCost: 1, parallelism: 1 })
  const people = new Map<string, Person>()
  let count = 0
  // At once and whole: several may be added at a time, and the API reads it meanwhile.
  const write = () => {
    const entries = [...people.values()].map(person => entryOf(person, passwordHash))
    writeFileSync(`${file}.new`, [demo, ...entries].join('\n'))
    renameSync(`${file}.new`, file)
  }
  write()
  return {
    file,
    async add(given = {}) {
      const n = ++count
      const person: Person = {
        username: `own-${n}`,
        cupid: `CUPID-OWN-${n}`,
        guid: `G-OWN-${n}`,
        mfaRequired: true,
        phones: [`+120255${String(10_000 + n)}`],
        mobileApproveStatus: 'ENABLED',
        pendingDocuments: [],
        state: 'ACTIVE',
        ...given,
      }
      people.set(person.username, person)
      write()
      return person
    },
    async change(username, change) {
      const person = people.get(username)
      if (!person) throw new Error(`nobody is called ${username}`)
      people.set(username, { ...person, ...change })
      write()
    },
    async remove(username) {
      people.delete(username)
      write()
    },
    close: () => rm(folder, { recursive: true }),
  }
}

const entryOf = (person: Person, passwordHash: string) =>
  [
    '',
    `dn: uid=${person.username},ou=people,dc=demo,dc=example`,
    'objectClass: gwUser',
    `uid: ${person.username}`,
    `displayName: ${person.username}`,
    `userPassword: {ARGON2}${passwordHash}`,
    `gwCupid: ${person.cupid}`,
    `gwGuid: ${person.guid}`,
    `gwMfaRequired: ${person.mfaRequired ? 'TRUE' : 'FALSE'}`,
    `gwMobileApprove: ${person.mobileApproveStatus}`,
    `gwAccountState: ${person.state}`,
    ...person.phones.map(phone => `gwMfaPhone: ${phone}`),
    ...person.pendingDocuments.map(document => `gwPendingDocument: ${document}`),
    '',
  ].join('\n')
