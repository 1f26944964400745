import type { Actor, Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'
import { type Permission, roleMay } from './rules.ts'

/** Refuses unless the actor may. Agents are judged by role; back-office apps are let in by their scope, at the edge. */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (!actorMay(ctx.actor, permission)) throw new Failure('permission_missing')
}

export function actorMay(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'agent') return roleMay(actor.role, permission)
  return actor.kind === 'client_app' || actor.kind === 'system'
}
