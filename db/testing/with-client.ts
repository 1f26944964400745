import pg from 'pg'

/** Runs `work` on one connection of its own and closes it. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'gatewarden test' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
