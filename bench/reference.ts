import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

// The least that can answer a verify: node:http, pg, the same statement. What the product adds is measured against this.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
const sha256 = (value: string) => createHash('sha256').update(value).digest('hex')
const text = `
  SELECT (SELECT client_id FROM client_apps
          WHERE secret_hash = $1 AND status = 'ACTIVE' AND kind IN ('gateway', 'server')) AS caller,
         (SELECT floor(extract(epoch FROM least(t.expires_at, s.expires_at) - now()))::float8
          FROM tokens t JOIN sessions s ON s.session_id = t.session_id
          WHERE t.token_value_hash = $2 AND t.status = 'ACTIVE' AND t.token_type = 'ACCESS'
            AND t.expires_at > now() AND s.status = 'ACTIVE' AND s.expires_at > now()) AS expires_in`

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', async () => {
    const { token } = JSON.parse(Buffer.concat(chunks).toString())
    const values = [sha256(String(request.headers['x-api-key'])), sha256(token)]
    const { rows } = await pool.query({ name: 'verify', text, values })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ active: rows[0].expires_in !== null, expires_in: rows[0].expires_in }))
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }))
