import type { Metadata } from 'next'
import Link from 'next/link'
import { Brand } from '#components/shell/brand.tsx'
import { createApi } from '#lib/api/app.ts'
import { publicFailures } from '#lib/api/problems.ts'
import { FAILURES } from '#lib/failure.ts'
import { getParts } from '#lib/parts.ts'
import { EndpointCard } from './endpoint-card.tsx'
import { groupEndpoints, type OpenApi } from './openapi.ts'
import { Prose } from './prose.tsx'

export const metadata: Metadata = { title: 'API reference' }
export const dynamic = 'force-dynamic'

/** The API reference: the OpenAPI document that the API itself gives, drawn to be read. */
export default async function DocsPage() {
  const api = createApi(await getParts())
  const document = (await (await api.request('/api/v1/openapi.json')).json()) as OpenApi
  const groups = groupEndpoints(document)
  return (
    <div className="mx-auto grid max-w-320 grid-cols-[13rem_1fr] gap-8 px-5 py-6 max-md:grid-cols-1">
      <nav aria-label="Endpoints" className="sticky top-6 self-start max-md:static">
        <Link href="/" className="flex items-center gap-2 px-2 font-semibold tracking-tight">
          <Brand />
        </Link>
        {groups.map(([tag, endpoints]) => (
          <div key={tag}>
            <h2 className="mt-4 mb-1 px-2 font-medium text-ink-3 text-xs">{tag}</h2>
            <ul>
              {endpoints.map(endpoint => (
                <li key={endpoint.id}>
                  <a
                    href={`#${endpoint.id}`}
                    className="block rounded-md px-2 py-1 text-ink-2 hover:bg-raise hover:text-ink"
                  >
                    {endpoint.operation.summary}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main id="content" className="min-w-0">
        <h1 className="font-semibold text-2xl tracking-tight">API reference</h1>
        <p className="mt-1 max-w-prose text-ink-2">
          <Prose text={document.info.description} /> The same as data:{' '}
          <a className="text-accent underline underline-offset-2" href="/api/v1/openapi.json">
            openapi.json
          </a>
          . Every answer carries <code className="font-mono text-sm">x-correlation-id</code>; those of endpoints with a
          limit tell of it in <code className="font-mono text-sm">RateLimit-Limit</code>,{' '}
          <code className="font-mono text-sm">RateLimit-Remaining</code> and{' '}
          <code className="font-mono text-sm">RateLimit-Reset</code>.
        </p>
        {groups.map(([tag, endpoints]) => (
          <section key={tag} className="mt-7">
            <h2 className="mb-1 font-semibold text-xl tracking-tight">{tag}</h2>
            <p className="mb-2.5 max-w-prose text-ink-2">
              <Prose text={document.tags?.find(({ name }) => name === tag)?.description ?? ''} />
            </p>
            <div className="grid gap-3.5">
              {endpoints.map(endpoint => (
                <EndpointCard key={endpoint.id} endpoint={endpoint} document={document} />
              ))}
            </div>
          </section>
        ))}
        <ErrorCodes />
      </main>
    </div>
  )
}

function ErrorCodes() {
  const codes = publicFailures().map(name => ({ name, ...FAILURES[name] }))
  return (
    <section className="mt-7" aria-labelledby="codes">
      <h2 id="codes" className="mb-2.5 font-semibold text-xl tracking-tight">
        Error codes
      </h2>
      <div className="overflow-x-auto rounded-lg border bg-panel">
        <table className="w-full min-w-120">
          <thead>
            <tr className="border-b text-left text-ink-3 text-xs">
              <th className="px-3.5 py-2 font-medium">error_code</th>
              <th className="px-3.5 py-2 font-medium">Status</th>
              <th className="px-3.5 py-2 font-medium">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(failure => (
              <tr key={failure.name} className="border-b last:border-b-0">
                <td className="px-3.5 py-1.5 font-mono text-sm">{failure.errorCode}</td>
                <td className="px-3.5 py-1.5 font-mono text-sm">{failure.status}</td>
                <td className="px-3.5 py-1.5">{failure.title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
