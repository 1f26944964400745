'use server'

import { runAction } from '#lib/agents/run-action.ts'
import { deleteView } from './delete-view.ts'
import { saveView } from './save-view.ts'
import type { SaveView } from './schema.ts'

export const saveViewAction = async (input: SaveView) => runAction(ctx => saveView(ctx, input))

export const deleteViewAction = async (input: { viewId: string }) => runAction(ctx => deleteView(ctx, input))
