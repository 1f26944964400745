import { readPackaged } from '#lib/esign/publish-packaged.ts'
import { DAY, later } from './world/time.ts'
import type { World } from './world/world.ts'

/** The documents that come with the product, as they were published a year before anything that is told here. */
export async function tellDocuments({ began }: World): Promise<World['rows']['documents']> {
  const createdAt = later(began, -365 * DAY)
  return (await readPackaged()).map(document => ({ ...document, createdAt }))
}
