import { Card } from '#components/ui/card.tsx'
import { Pill, type Tone } from '#components/ui/pill.tsx'
import { curl, type Endpoint, type OpenApi } from './openapi.ts'
import { Prose } from './prose.tsx'
import { SchemaTable } from './schema-table.tsx'

const CREDENTIALS: Record<string, string> = {
  bearer: 'a user’s access token',
  basic: 'a client app’s id and secret',
  apiKey: 'an API key (x-api-key)',
}

export function EndpointCard({ endpoint, document }: { endpoint: Endpoint; document: OpenApi }) {
  const { id, method, path, operation } = endpoint
  const [contentType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const credentials = (operation.security ?? []).flatMap(Object.keys).map(name => CREDENTIALS[name] ?? name)
  return (
    <Card id={id} aria-labelledby={`${id}-title`} className="scroll-mt-6 overflow-hidden">
      <header className="px-3.5 pt-3 pb-3">
        <h3 id={`${id}-title`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="font-semibold text-lg">{operation.summary}</span>
          <span className="break-all font-mono text-ink-2 text-sm">
            <span className="uppercase">{method}</span> {path}
          </span>
        </h3>
        {operation.description && (
          <p className="mt-1 max-w-prose text-ink-2">
            <Prose text={operation.description} />
          </p>
        )}
        {credentials.length > 0 && <p className="mt-1 text-ink-3">Needs {credentials.join(' or ')}.</p>}
      </header>
      <section
        aria-label={`Example of ${operation.summary}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="overflow-x-auto border-t bg-raise"
      >
        <pre className="px-3.5 py-2.5 font-mono text-sm">{curl(endpoint, document)}</pre>
      </section>
      {operation.parameters && <Headers parameters={operation.parameters} />}
      {body && (
        <>
          <Heading>
            Body <span className="font-normal text-ink-3">{contentType}</span>
          </Heading>
          <SchemaTable schema={body.schema} document={document} label={`Body of ${operation.summary}`} />
        </>
      )}
      {Object.entries(operation.responses).map(([status, response]) => {
        const [type, content] = Object.entries(response.content ?? {})[0] ?? []
        return (
          <div key={status} className="border-t">
            <p className="flex items-start gap-2.5 px-3.5 py-2">
              <Pill tone={toneOf(status)} className="font-mono">
                {status}
              </Pill>
              <span className="text-ink-2">
                <Prose text={response.description} />
              </span>
            </p>
            {content && type === 'application/json' && (
              <SchemaTable schema={content.schema} document={document} label={`${status} of ${operation.summary}`} />
            )}
          </div>
        )
      })}
    </Card>
  )
}

function Headers({ parameters }: { parameters: NonNullable<Endpoint['operation']['parameters']> }) {
  return (
    <>
      <Heading>Headers</Heading>
      <dl className="grid grid-cols-[14rem_1fr] gap-y-1 px-3.5 pb-2.5 max-sm:grid-cols-1">
        {parameters.map(({ name, description, schema }) => (
          <div key={name} className="contents">
            <dt className="font-mono text-sm">{name}</dt>
            <dd className="text-ink-2">{description ?? schema.description ?? 'Optional.'}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const Heading = ({ children }: { children: React.ReactNode }) => (
  <h4 className="border-t px-3.5 py-2 font-medium">{children}</h4>
)

const toneOf = (status: string): Tone => (status < '300' ? 'good' : status < '500' ? 'warn' : 'crit')
