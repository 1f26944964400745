import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.next/**', '.data*/**', 'e2e/**', 'bench/peers/**'],
    globalSetup: ['db/testing/global-setup.ts'],
    // Every file has a database of its own; two cores carry two files at a time.
    pool: 'forks',
    maxWorkers: 2,
    // A race that is lost once in a while is a fault: nothing is tried a second time.
    retry: 0,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
})
