import { defineConfig, devices } from '@playwright/test'
import { EnvSchema } from './lib/env.ts'
import { findChromium } from './scripts/test/find-chromium.ts'

const { E2E_PORT: port, E2E_DATA_DIR: dataDir } = process.env
if (!port || !dataDir) throw new Error('The browser tests need a house of their own; run them with: npm test -- e2e')

// Whatever this machine's environment or .env says: the tests sign in to the demo, on the embedded database.
const nothingSet = Object.fromEntries(Object.keys(EnvSchema.shape).map(name => [name, '']))

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } } }],
  webServer: {
    command: `"${process.execPath}" scripts/start.ts`,
    url: `http://localhost:${port}/sign-in`,
    env: { ...nothingSet, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    // A first start builds the console.
    timeout: 300_000,
    stdout: 'pipe',
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
})
