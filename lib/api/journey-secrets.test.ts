import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '#lib/log.ts'
import { createListener } from './app.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { accept, approve, beginLogin, bind, challenge, otherThan, poll, sentCode, signInPhone, stepOf, verify } from './testing/journeys.ts'
import { cookie } from './testing/test-api.ts'

// Over a whole journey: no code, token, password or session id in the audit log, in a job, or in a line of the log.
