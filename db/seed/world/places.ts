import type { Random } from './random.ts'

/** Where people of the demo world are. Every address of a place is of a documentation range (RFC 5737, RFC 3849). */
export type Place = {
  city: string
  region: string
  countryCode: string
  /** Standard time. */
  utcOffsetHours: number
  /** Last numbers of an IPv4 range, where the place has one. */
  v4?: { prefix: string; from: number; to: number }
  /** The group after 2001:db8. */
  v6: string
}

/** "City, State, Country", as drs_evaluations.ip_location has it. */
export const placeName = ({ city, region, countryCode }: Place): string => `${city}, ${region}, ${countryCode}`

export const PLACES = {
  columbus: us('Columbus', 'Ohio', -5, '10', '203.0.113', 16, 47),
  cleveland: us('Cleveland', 'Ohio', -5, '11', '203.0.113', 48, 79),
  malmo: { ...abroad('Malmö', 'Skåne', 'SE', 1, '12'), v4: { prefix: '203.0.113', from: 80, to: 95 } },
  cincinnati: us('Cincinnati', 'Ohio', -5, '13', '203.0.113', 96, 127),
  chicago: us('Chicago', 'Illinois', -6, '14', '203.0.113', 128, 159),
  detroit: us('Detroit', 'Michigan', -5, '15', '203.0.113', 160, 191),
  pittsburgh: us('Pittsburgh', 'Pennsylvania', -5, '16', '203.0.113', 192, 223),
  indianapolis: us('Indianapolis', 'Indiana', -5, '17', '203.0.113', 224, 254),
  toronto: { ...abroad('Toronto', 'Ontario', 'CA', -5, '20'), v4: { prefix: '192.0.2', from: 16, to: 63 } },
  london: { ...abroad('London', 'England', 'GB', 0, '21'), v4: { prefix: '192.0.2', from: 64, to: 111 } },
  osaka: { ...abroad('Osaka', 'Osaka', 'JP', 9, '22'), v4: { prefix: '192.0.2', from: 128, to: 159 } },
  denver: us('Denver', 'Colorado', -7, '23', '192.0.2', 160, 191),
  phoenix: us('Phoenix', 'Arizona', -7, '24', '192.0.2', 192, 223),
  accra: abroad('Accra', 'Greater Accra', 'GH', 0, '4f'),
  rotterdam: { ...abroad('Rotterdam', 'South Holland', 'NL', 1, '25'), v4: { prefix: '192.0.2', from: 240, to: 254 } },
  // Hosting networks: nobody lives there.
  vilnius: { ...abroad('Vilnius', 'Vilnius County', 'LT', 2, 'bad0'), v4: { prefix: '198.51.100', from: 1, to: 30 } },
  ashburn: us('Ashburn', 'Virginia', -5, 'bad1', '198.51.100', 65, 94),
  singapore: { ...abroad('Singapore', 'Singapore', 'SG', 8, 'bad2'), v4: { prefix: '198.51.100', from: 129, to: 158 } },
  frankfurt: { ...abroad('Frankfurt', 'Hesse', 'DE', 1, 'bad3'), v4: { prefix: '198.51.100', from: 193, to: 222 } },
} as const satisfies Record<string, Place>

/** Where customers live: a bank of the American Midwest, with some abroad. */
export const HOMES: readonly (readonly [Place, number])[] = [
  [PLACES.columbus, 30],
  [PLACES.cleveland, 18],
  [PLACES.cincinnati, 14],
  [PLACES.detroit, 9],
  [PLACES.pittsburgh, 8],
  [PLACES.indianapolis, 7],
  [PLACES.chicago, 6],
  [PLACES.toronto, 2],
  [PLACES.malmo, 2],
  [PLACES.london, 2],
  [PLACES.osaka, 1],
  [PLACES.accra, 1],
]

export const DESTINATIONS: readonly Place[] = [
  PLACES.chicago,
  PLACES.denver,
  PLACES.phoenix,
  PLACES.toronto,
  PLACES.london,
]

/** An address that stays: a household's or an office's. */
export function fixedAddress(random: Random, place: Place): string {
  if (place.v4 && random.chance(0.4)) return v4Address(random, place)
  return carrierAddress(random, place)
}

export const v4Address = (random: Random, { v4, city }: Place): string => {
  if (!v4) throw new Error(`${city} has no IPv4 range`)
  return `${v4.prefix}.${random.int(v4.from, v4.to)}`
}

/** A phone's address on the carrier's network: another one every day. */
export const carrierAddress = (random: Random, place: Place): string =>
  `2001:db8:${place.v6}:${random.int(0x100, 0xfff).toString(16)}::${random.int(0x10, 0xfff).toString(16)}`

function us(
  city: string,
  region: string,
  utcOffsetHours: number,
  v6: string,
  prefix: string,
  from: number,
  to: number,
) {
  return { city, region, countryCode: 'US', utcOffsetHours, v6, v4: { prefix, from, to } }
}

function abroad(city: string, region: string, countryCode: string, utcOffsetHours: number, v6: string) {
  return { city, region, countryCode, utcOffsetHours, v6 }
}
