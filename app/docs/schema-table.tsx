import { type OpenApi, resolve, type Schema, typeOf } from './openapi.ts'
import { Prose } from './prose.tsx'

/** The fields of a body, one line each; what is nested follows, indented. */
export function SchemaTable({ schema, document, label }: { schema: Schema; document: OpenApi; label: string }) {
  const resolved = resolve(schema, document)
  const forms = formsOf(resolved, document)
  if (forms.length > 1) {
    return forms.map((form, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the document never changes while it is shown
      <div key={index}>
        <p className="border-t bg-raise px-3.5 py-1 text-ink-3 text-xs">
          {index === 0 ? 'either' : 'or'} <span className="font-mono">{nameOf(form, document)}</span>
        </p>
        <SchemaTable schema={form} document={document} label={`${label}, form ${index + 1}`} />
      </div>
    ))
  }
  const rows = fields(resolved, document)
  if (rows.length === 0) return null
  return (
    <div className="overflow-x-auto border-t">
      <table className="w-full min-w-120" aria-label={label}>
        <tbody>
          {rows.map(row => (
            <tr key={row.name} className="border-b align-top last:border-b-0">
              <th scope="row" className="w-56 px-3.5 py-1.5 text-left font-mono font-normal text-sm">
                <span className="text-ink-3">{row.parent}</span>
                {row.name.slice(row.parent.length)}
              </th>
              <td className="w-24 px-2 py-1.5 text-ink-3 text-xs">{row.required ? 'required' : 'optional'}</td>
              <td className="px-3.5 py-1.5">
                <span className="font-mono text-ink-2 text-sm">{row.type}</span>
                {row.description && (
                  <span className="ml-2 text-ink-2">
                    <Prose text={row.description} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Row = { name: string; parent: string; type: string; required: boolean; description: string | undefined }

function fields(schema: Schema, document: OpenApi, parent = ''): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const resolved = resolve(value, document)
    const inner = resolve(resolved.items ?? resolved, document)
    const name = `${parent}${key}`
    const row = {
      name,
      parent,
      type: inner.properties ? (resolved.items ? 'object[]' : 'object') : typeOf(value, document),
      required: schema.required?.includes(key) ?? false,
      description: resolved.description,
    }
    return [row, ...fields(inner, document, `${name}.`)]
  })
}

/** The forms something may take, also those of a form. */
function formsOf(schema: Schema, document: OpenApi): Schema[] {
  const resolved = resolve(schema, document)
  const forms = resolved.anyOf ?? resolved.oneOf
  return forms ? forms.flatMap(form => formsOf(form, document)) : [resolved]
}

// A form is told from the others by its first field that can only be one thing.
function nameOf(form: Schema, document: OpenApi) {
  const values = Object.values(form.properties ?? {}).map(value => resolve(value, document))
  const fixed = values.find(value => value.const !== undefined || value.enum?.length === 1)
  return String(fixed?.const ?? fixed?.enum?.[0] ?? '')
}
