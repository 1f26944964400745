import type { Env } from '#lib/env.ts'
import type { Log } from '#lib/log.ts'
import { builtInRisk } from './built-in.ts'
import type { RiskService } from './risk-service.ts'
import { type TransmitRisk, transmitRisk } from './transmit.ts'

/** `reportOutcome` is there when Transmit judges: it learns from what became of its recommendations. */
export type OpenedRisk = RiskService & Partial<Pick<TransmitRisk, 'reportOutcome'>>

/** Transmit where it is configured, the built-in rules otherwise. Throws one readable error for half a configuration. */
export function openRisk(env: Env, log: Log): OpenedRisk {
  const settings = {
    TRANSMIT_BASE_URL: env.TRANSMIT_BASE_URL,
    TRANSMIT_CLIENT_ID: env.TRANSMIT_CLIENT_ID,
    TRANSMIT_CLIENT_SECRET: env.TRANSMIT_CLIENT_SECRET,
  }
  const missing = Object.entries(settings).filter(([, value]) => !value)
  if (missing.length === Object.keys(settings).length) return builtInRisk({ log })
  if (missing.length > 0) {
    throw new Error(`Transmit is configured by halves; missing: ${missing.map(([name]) => name).join(', ')}.`)
  }
  return transmitRisk({
    baseUrl: settings.TRANSMIT_BASE_URL!,
    clientId: settings.TRANSMIT_CLIENT_ID!,
    clientSecret: settings.TRANSMIT_CLIENT_SECRET!,
    timeoutMs: env.TRANSMIT_TIMEOUT_MS,
    log,
  })
}
