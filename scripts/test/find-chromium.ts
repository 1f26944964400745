import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** CHROMIUM_PATH, or the browser this machine has; null when it has none. */
export const findChromium = (): string | null =>
  process.env.CHROMIUM_PATH || (PLACES.find(place => existsSync(place)) ?? null)
