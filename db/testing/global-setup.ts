import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServerFacts } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServerFacts
  }
}

/** One PostgreSQL for the whole run; each test file copies its own database from the template. */
export default async function setup(project: TestProject) {
  const server = await startTestServer()
  project.provide('testServer', server.facts)
  return () => server.stop()
}
