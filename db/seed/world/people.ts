import type { DirectoryUser } from '#lib/directory/directory.ts'
import { type Device, newComputer, newPhone } from './devices.ts'
import { fixedAddress, HOMES, type Place } from './places.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** A customer of the demo bank, as a directory would know them, with what they sign in from. */
export type Person = Pick<
  DirectoryUser,
  'username' | 'cupid' | 'guid' | 'name' | 'phones' | 'mfaRequired' | 'mobileApproveStatus'
> & {
  home: Place
  homeAddress: string
  computer: Device
  phone: Device
  phoneBrowser: Device
  /** How many days of the person's life are told by a situation alone. */
  quietDays: number
}

export type People = { all: Person[]; named(username: string): Person }

/** Whom the situations tell of. */
export type Cast = Partial<Person> & Pick<Person, 'username' | 'cupid' | 'guid'>

const ANIMALS = (
  'heron otter lynx ibis marten puffin badger curlew dormouse egret ferret gannet hare ibex jackdaw kestrel lapwing ' +
  'magpie newt osprey plover quail raven stoat tapir urial vole walrus yak zebra adder bittern crane dunlin eider ' +
  'falcon grebe hoopoe jay kite linnet merlin nuthatch oriole pipit redstart siskin tern vireo wren'
).split(' ')

export function createPeople(world: World, count: number, cast: Cast[]): People {
  const random = world.random.fork('people')
  const taken = new Set(cast.flatMap(person => [person.username, person.cupid]))
  const all = cast.map(person => ({ ...newPerson(random, person), ...person }))
  for (let n = 0; all.length < count; n++) {
    const animal = ANIMALS[n % ANIMALS.length]!
    const round = Math.floor(n / ANIMALS.length) + 1
    const username = round === 1 ? `demo-${animal}` : `demo-${animal}-${round}`
    const cupid = `CUPID-${String((n * 7_919 + 1_033) % 100_000).padStart(6, '0')}`
    if (taken.has(username) || taken.has(cupid)) continue
    all.push(newPerson(random, { username, cupid, guid: customerOf(random, all) }))
  }
  const byName = new Map(all.map(person => [person.username, person]))
  const named = (username: string) => {
    const person = byName.get(username)
    if (!person) throw new Error(`nobody in the demo world is called ${username}`)
    return person
  }
  return { all, named }
}

function newPerson(random: Random, ids: Pick<Person, 'username' | 'cupid' | 'guid'>): Person {
  const home = random.weighted(HOMES)
  const phone = newPhone(random)
  return {
    ...ids,
    name: displayName(ids.username),
    phones: Array.from(
      { length: random.chance(0.2) ? 2 : 1 },
      () => `+1202555${random.int(100, 199).toString().padStart(4, '0')}`,
    ),
    mfaRequired: random.chance(0.45),
    mobileApproveStatus: random.weighted([
      ['ENABLED', 50],
      ['NOT_REGISTERED', 42],
      ['DISABLED', 8],
    ]),
    home,
    homeAddress: fixedAddress(random, home),
    computer: newComputer(random),
    phone: phone.app,
    phoneBrowser: phone.browser,
    quietDays: 0,
  }
}

// Of a household or a firm, several sign in for one customer.
function customerOf(random: Random, before: Person[]) {
  const last = before.at(-1)
  return last && random.chance(0.15) ? last.guid : `G-${30_000 + before.length}`
}

const displayName = (username: string) =>
  username
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
