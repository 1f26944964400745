import { CLIENT_APPS, type ClientApp } from './client-apps.ts'
import type { Device } from './world/devices.ts'
import type { Person } from './world/people.ts'
import type { Random } from './world/random.ts'

/** One way in which a person uses the bank: an app on a device. */
export type Habit = {
  app: ClientApp
  device: Device
  visitsPerMonth: number
  /** How likely a visit goes on with the session there still is. */
  resumes: number
  logsOut: number
  /** The network is a carrier's: another address every time. */
  roams: boolean
}

type Manner = Omit<Habit, 'device' | 'visitsPerMonth'>

const APP: Manner = { app: CLIENT_APPS.mobile, resumes: 0.93, logsOut: 0.02, roams: true }
const STORE: Manner = { app: CLIENT_APPS.storefront, resumes: 0.35, logsOut: 0.3, roams: false }
const STORE_ON_PHONE: Manner = { ...STORE, resumes: 0.5, logsOut: 0.1, roams: true }
const BANKING: Manner = { app: CLIENT_APPS.banking, resumes: 0.1, logsOut: 0.66, roams: false }
const SERVICING: Manner = { app: CLIENT_APPS.servicing, resumes: 0.1, logsOut: 0.52, roams: false }

export function habitsOf(random: Random, { computer, phone, phoneBrowser }: Person): Habit[] {
  const often = random.weighted([
    [0.5, 30],
    [1, 45],
    [1.8, 25],
  ])
  const habits: Habit[] = []
  const add = (share: number, manner: Manner, device: Device, visitsPerMonth: number) => {
    if (random.chance(share)) habits.push({ ...manner, device, visitsPerMonth: visitsPerMonth * often })
  }
  add(0.62, APP, phone, 11)
  add(0.6, STORE, computer, 5)
  add(0.25, STORE_ON_PHONE, phoneBrowser, 4)
  add(0.5, BANKING, computer, 6)
  add(0.3, SERVICING, computer, 2)
  return habits
}
