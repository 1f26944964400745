import type { clientApps } from '#db/schema/client-apps.ts'
import { DEMO_KEY_HOLDERS, demoKey } from '#lib/clients/demo-key.ts'
import type { ClientKind } from '#lib/clients/schema.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { AccessTokenFormat } from '#lib/tokens/rules.ts'
import { record, systemRequest } from './world/audit.ts'
import type { World } from './world/world.ts'

export type ClientApp = {
  clientId: string
  name: string
  kind: ClientKind
  /** What its users run. */
  version: string
  scopes: string[]
  accessTokenFormat: AccessTokenFormat
  deviceBindOffer?: true
  mayApprovePush?: true
  /** Hands its users over to these. */
  handoffTargets?: string[]
}

const CUSTOMER_SCOPES = ['openid', 'profile', 'accounts:read']

/** The client apps of the demo bank. */
export const CLIENT_APPS = {
  storefront: {
    clientId: 'storefront-web-app',
    name: 'Storefront',
    kind: 'browser',
    version: '1.0.0',
    scopes: [...CUSTOMER_SCOPES, 'orders:write'],
    accessTokenFormat: 'jwt',
    deviceBindOffer: true,
    handoffTargets: ['ticketing'],
  },
  servicing: {
    clientId: 'account-servicing-web-app',
    name: 'Account servicing',
    kind: 'browser',
    version: '3.4.1',
    scopes: [...CUSTOMER_SCOPES, 'accounts:write'],
    accessTokenFormat: 'jwt',
    handoffTargets: ['ticketing'],
  },
  mobile: {
    clientId: 'mobile-app',
    name: 'Mobile app',
    kind: 'mobile',
    version: '8.3.0',
    scopes: [...CUSTOMER_SCOPES, 'payments:write'],
    accessTokenFormat: 'jwt',
    mayApprovePush: true,
    handoffTargets: ['ticketing'],
  },
  banking: {
    clientId: 'web-banking',
    name: 'Web banking',
    kind: 'server',
    version: '12.1.0',
    scopes: [...CUSTOMER_SCOPES, 'accounts:write', 'payments:write'],
    accessTokenFormat: 'opaque',
    handoffTargets: ['ticketing'],
  },
  gateway: {
    clientId: 'edge-gateway',
    name: 'Edge gateway',
    kind: 'gateway',
    version: '2.0.0',
    scopes: [],
    accessTokenFormat: 'jwt',
  },
  backOffice: {
    clientId: 'back-office',
    name: 'Back office',
    kind: 'server',
    version: '5.2.0',
    scopes: ['admin'],
    accessTokenFormat: 'jwt',
  },
  ticketing: {
    clientId: 'ticketing',
    name: 'Ticketing',
    kind: 'server',
    version: '4.0.2',
    scopes: ['openid', 'profile'],
    accessTokenFormat: 'jwt',
  },
} as const satisfies Record<string, ClientApp>

/** Registers them all, before anybody signs in. */
export function registerClientApps(world: World): void {
  const origins = [...new Set([`http://localhost:${world.env.PORT}`, world.env.publicUrl])]
  for (const app of Object.values<ClientApp>(CLIENT_APPS)) {
    world.rows.clientApps.push(clientAppRow(world, app, app.kind === 'browser' ? origins : []))
    record(world, app.clientId, systemRequest(world, world.began, 'demo'), {
      eventType: 'CLIENT_APP_CHANGED',
      severity: 'WARN',
      eventData: { change: 'registered', client_id: app.clientId, kind: app.kind },
    })
  }
}

const clientAppRow = (world: World, app: ClientApp, allowedOrigins: string[]): typeof clientApps.$inferSelect => ({
  clientId: app.clientId,
  name: app.name,
  kind: app.kind,
  secretHash: holdsKey(app.clientId) ? sha256(demoKey(world.env.secretKey, app.clientId)) : null,
  allowedOrigins,
  scopes: app.scopes,
  accessTokenFormat: app.accessTokenFormat,
  deviceBindOffer: app.deviceBindOffer ?? false,
  mayApprovePush: app.mayApprovePush ?? false,
  handoffTargets: app.handoffTargets ?? [],
  status: 'ACTIVE',
  createdAt: world.began,
  updatedAt: world.began,
})

const holdsKey = (clientId: string) => (DEMO_KEY_HOLDERS as readonly string[]).includes(clientId)
