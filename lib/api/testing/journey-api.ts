import { type OwnDirectory, openOwnDirectory } from './own-directory.ts'
import { startTestApi, type TestApi } from './test-api.ts'

export type JourneyApi = TestApi & { people: OwnDirectory }

// What a test does not ask about must not stand in its way.
const NO_LIMITS = {
  LIMIT_OTP_PER_USER: '100000',
  LIMIT_OTP_PER_NUMBER: '100000',
  LIMIT_OTP_PER_PREFIX: '100000',
  LIMIT_PUSHES_SINCE_SUCCESS: '100000',
}

/** The real API over users of the test's own. */
export async function startJourneyApi(overrides: Partial<Record<string, string>> = {}): Promise<JourneyApi> {
  const people = await openOwnDirectory()
  const api = await startTestApi({ ...NO_LIMITS, LDIF_FILE: people.file, ...overrides })
  return {
    ...api,
    people,
    async close() {
      await api.close()
      await people.close()
    },
  }
}
