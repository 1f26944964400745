import { Pill, type Tone } from '#components/ui/pill.tsx'
import type { OpenApi, Response } from './openapi.ts'
import { Prose } from './prose.tsx'
import { SchemaTable } from './schema-table.tsx'

// Every answer has these; they are told once, at the top of the page.
const EVERYWHERE = /^(x-correlation-id|ratelimit-)/i

/** One answer of an endpoint: its status, what it means, its headers and fields; of a failure, its codes. */
export function ResponsePart({
  status,
  response,
  document,
  label,
}: {
  status: string
  response: Response
  document: OpenApi
  label: string
}) {
  const [type, content] = Object.entries(response.content ?? {})[0] ?? []
  const codes = Object.entries(content?.examples ?? {})
  const headers = Object.entries(response.headers ?? {}).filter(([name]) => !EVERYWHERE.test(name))
  return (
    <div className="border-t">
      <div className="flex items-start gap-2.5 px-3.5 py-2">
        <Pill tone={toneOf(status)} className="font-mono">
          {status}
        </Pill>
        <div className="min-w-0 text-ink-2">
          {codes.length === 0 && (
            <p>
              <Prose text={response.description} />
            </p>
          )}
          {codes.length > 0 && (
            <ul>
              {codes.map(([name, { value }]) => (
                <li key={name}>
                  <code className="mr-2 font-mono text-sm">{value.error_code}</code>
                  {value.title}
                </li>
              ))}
            </ul>
          )}
          {headers.map(([name, header]) => (
            <p key={name} className="text-ink-3">
              <code className="mr-2 font-mono text-sm">{name}</code>
              <Prose text={header.description ?? ''} />
            </p>
          ))}
        </div>
      </div>
      {content && type === 'application/json' && (
        <SchemaTable schema={content.schema} document={document} label={label} />
      )}
    </div>
  )
}

const toneOf = (status: string): Tone => (status < '300' ? 'good' : status < '500' ? 'warn' : 'crit')
