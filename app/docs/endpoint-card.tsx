import { Card } from '#components/ui/card.tsx'
import { curl, type Endpoint, type OpenApi, type Parameter, typeOf } from './openapi.ts'
import { Prose } from './prose.tsx'
import { ResponsePart } from './response-part.tsx'
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
      {PLACES.map(([place, title]) => (
        <Parameters
          key={place}
          title={title}
          parameters={(operation.parameters ?? []).filter(parameter => parameter.in === place)}
          document={document}
        />
      ))}
      {body && (
        <>
          <Heading>
            Body <span className="font-normal text-ink-3">{contentType}</span>
          </Heading>
          <SchemaTable schema={body.schema} document={document} label={`Body of ${operation.summary}`} />
        </>
      )}
      {Object.entries(operation.responses).map(([status, response]) => (
        <ResponsePart
          key={status}
          status={status}
          response={response}
          document={document}
          label={`${status} of ${operation.summary}`}
        />
      ))}
    </Card>
  )
}

const PLACES = [
  ['path', 'In the path'],
  ['query', 'After the question mark'],
  ['header', 'Headers'],
] as const

function Parameters({ title, parameters, document }: { title: string; parameters: Parameter[]; document: OpenApi }) {
  if (parameters.length === 0) return null
  return (
    <>
      <Heading>{title}</Heading>
      <dl className="grid grid-cols-[14rem_1fr] gap-y-1 px-3.5 pb-2.5 max-sm:grid-cols-1">
        {parameters.map(({ name, description, required, schema }) => (
          <div key={name} className="contents">
            <dt className="font-mono text-sm">{name}</dt>
            <dd className="text-ink-2">
              <span className="mr-2 font-mono text-ink-3 text-sm">{typeOf(schema, document)}</span>
              {required && <span className="mr-2 text-ink-3 text-xs">required</span>}
              <Prose text={description ?? schema.description ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const Heading = ({ children }: { children: React.ReactNode }) => (
  <h4 className="border-t px-3.5 py-2 font-medium">{children}</h4>
)
