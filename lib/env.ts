import { z } from 'zod'

const flag = (fallback: boolean) => z.stringbool().default(fallback)
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback)
const optional = z.string().trim().min(1).optional()
const httpUrl = z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' })

/** Every variable the product reads. `.env.example` lists the same, with the same defaults; a test compares them. */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(list =>
      list
        .split(',')
        .map(entry => entry.trim())
        .filter(Boolean),
    ),

  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: optional,
  DATABASE_OWNER_URL: optional,
  DATABASE_POOL_SIZE: count(20),
  DATABASE_ROLE: optional,
  EMBEDDED_DATABASE: flag(false),
  SECRET_KEY: z.string().min(32, 'needs at least 32 characters; make one with: openssl rand -base64 48').optional(),
  DEMO: z.stringbool().optional(),

  TOKEN_ALG: z.enum(['EdDSA', 'RS256']).default('EdDSA'),
  TOKEN_AUDIENCE: optional,
  REFRESH_LEEWAY_SECONDS: count(10),

  LIMIT_SIGN_INS_PER_ADDRESS: count(600),
  LIMIT_SIGN_INS_PER_USERNAME: count(20),
  LIMIT_SIGN_INS_PER_APP: count(6000),
  LIMIT_STEPS_PER_CONTEXT: count(120),
  LIMIT_REFRESHES_PER_SESSION: count(600),
  LIMIT_STEP_UPS_PER_SESSION: count(10),
  LIMIT_HANDOFFS_PER_USER: count(10),
  LIMIT_VALIDATIONS_PER_APP: count(100),
  LIMIT_ACCOUNTS_PER_TOKEN: count(50),
  LIMIT_PERMISSIONS_PER_TOKEN: count(100),
  LIMIT_OTP_PER_USER: count(10),
  LIMIT_OTP_PER_NUMBER: count(10),
  LIMIT_OTP_PER_PREFIX: count(300),
  LIMIT_PUSHES_SINCE_SUCCESS: count(5),
  PASSWORD_FAILURES_TO_LOCK: count(5),
  PASSWORD_LOCK_SECONDS: count(900),
  MFA_FAILURES_TO_LOCK: count(5),
  MFA_LOCK_SECONDS: count(900),

  LDIF_FILE: optional,
  LDAP_URL: optional,
  LDAP_STARTTLS: flag(false),
  LDAP_CA_FILE: optional,
  LDAP_BIND_DN: z.string().default(''),
  LDAP_BIND_PASSWORD: z.string().default(''),
  LDAP_BASE_DN: z.string().default(''),
  LDAP_DECOY_DN: optional,
  LDAP_GROUP_BASE_DN: optional,
  LDAP_USER_FILTER: z.string().includes('{username}').default('(uid={username})'),
  LDAP_POOL_SIZE: count(8),
  LDAP_TIMEOUT_MS: count(1500),
  LDAP_ATTR_USERNAME: z.string().default('uid'),
  LDAP_ATTR_CUPID: z.string().default('gwCupid'),
  LDAP_ATTR_GUID: z.string().default('gwGuid'),
  LDAP_ATTR_NAME: z.string().default('displayName'),
  LDAP_ATTR_EMAIL: z.string().default('mail'),
  LDAP_ATTR_PHONE: z.string().default('gwMfaPhone'),
  LDAP_ATTR_MFA_REQUIRED: z.string().default('gwMfaRequired'),
  LDAP_ATTR_PUSH: z.string().default('gwMobileApprove'),
  LDAP_ATTR_ESIGN: z.string().default('gwPendingDocument'),
  LDAP_ATTR_ACCOUNT: z.string().default('gwAccount'),
  LDAP_ATTR_ENTITLEMENT: z.string().default('gwEntitlement'),
  LDAP_ATTR_STATE: z.string().default('gwAccountState'),
  LDAP_ATTR_GROUP: z.string().default('memberOf'),
  LDAP_GROUP_VIEWER: z.string().default('gatewarden-viewers'),
  LDAP_GROUP_AGENT: z.string().default('gatewarden-agents'),
  LDAP_GROUP_ANALYST: z.string().default('gatewarden-analysts'),
  LDAP_GROUP_ADMIN: z.string().default('gatewarden-admins'),

  TRANSMIT_BASE_URL: optional,
  TRANSMIT_CLIENT_ID: optional,
  TRANSMIT_CLIENT_SECRET: optional,
  TRANSMIT_TIMEOUT_MS: count(800),

  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_FROM: optional,
  TWILIO_MESSAGING_SERVICE_SID: optional,
  TWILIO_BASE_URL: httpUrl.default('https://api.twilio.com'),
  DELIVERY_WEBHOOK_URL: httpUrl.optional(),
  DELIVERY_WEBHOOK_SECRET: z
    .string()
    .min(24, 'needs at least 24 characters; make one with: openssl rand -base64 32')
    .optional(),
  DELIVERY_TIMEOUT_MS: count(5000),
})

type Parsed = z.infer<typeof EnvSchema>
export type Env = Omit<Parsed, 'DEMO' | 'PUBLIC_URL' | 'TOKEN_AUDIENCE'> & {
  /** The demo world, the demo bank and the demo secrets are there. */
  demo: boolean
  /** The packaged demo directory, whose passwords everybody knows, may be used. */
  demoDirectoryAllowed: boolean
  /** Origin of the console and issuer of the tokens, without a trailing slash. */
  publicUrl: string
  tokenAudience: string
}

/** Throws one readable error that names every variable that is wrong. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const result = EnvSchema.safeParse(given)
  if (!result.success) throw new Error(explain(result.error))
  const { DEMO, PUBLIC_URL, TOKEN_AUDIENCE, ...env } = result.data
  const embedded = env.EMBEDDED_DATABASE || !env.DATABASE_URL
  const demoDirectoryAllowed = env.NODE_ENV !== 'production' || embedded
  if (DEMO && !demoDirectoryAllowed) {
    throw new Error('DEMO=1 is refused: with NODE_ENV=production the demo runs on the embedded database only.')
  }
  const publicUrl = (PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  return {
    ...env,
    demo: DEMO ?? demoDirectoryAllowed,
    demoDirectoryAllowed,
    publicUrl,
    tokenAudience: TOKEN_AUDIENCE ?? publicUrl,
  }
}

function explain(error: z.ZodError) {
  const lines = error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
  return `The environment is not valid (see .env.example):\n${lines.join('\n')}`
}
