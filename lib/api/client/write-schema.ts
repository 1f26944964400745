import { type OpenApiDocument, type Operation, operationsOf } from '../document.ts'
import { type Schema, writeField, writeObject, writeType } from './write-type.ts'

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: Schema }
type Content = Record<string, { schema?: Schema }>
type Response = { description?: string; headers?: Record<string, Omit<Parameter, 'name' | 'in'>>; content?: Content }

const HEAD = `// Made by \`npm run api:client\` from the OpenAPI document; a test compares. Not written by hand.\n`

/** The document as TypeScript, in the form of openapi-typescript: what openapi-fetch and its kin are typed with. */
export function writeSchema(document: OpenApiDocument): string {
  const operations = operationsOf(document)
  const paths = Map.groupBy(operations, ({ path }) => path)
  const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][]
  return [
    HEAD,
    declare(
      'paths',
      [...paths].map(([path, methods]) =>
        writeField(path, writeObject(methods.map(({ method, operation }) => writeMethod(method, operation)))),
      ),
    ),
    declare('components', [writeField('schemas', writeObject(schemas.map(writeComponent)))]),
    declare(
      'operations',
      operations.map(({ operation }) => writeField(operation.operationId ?? '', writeOperation(operation))),
    ),
  ].join('\n')
}

const declare = (name: string, fields: string[]) => `export type ${name} = ${writeObject(fields)}\n`

const writeMethod = (method: string, { operationId, summary }: Operation) =>
  writeField(method, `operations['${operationId}']`, { description: summary })

const writeComponent = ([name, schema]: [string, Schema]) =>
  writeField(name, writeType(schema), { description: schema.description })

function writeOperation(operation: Operation): string {
  const body = operation.requestBody as { required?: boolean; content: Content } | undefined
  const responses = Object.entries(operation.responses ?? {}) as [string, Response][]
  return writeObject([
    writeField('parameters', writeParameters((operation.parameters ?? []) as Parameter[])),
    body
      ? writeField('requestBody', writeObject([writeField('content', writeContent(body.content))]), body)
      : 'requestBody?: never',
    writeField('responses', writeObject(responses.map(writeResponse))),
  ])
}

function writeParameters(parameters: Parameter[]): string {
  const places = ['query', 'header', 'path', 'cookie'].map(place => {
    const here = parameters.filter(parameter => parameter.in === place)
    if (here.length === 0) return `${place}?: never`
    const fields = here.map(one => writeField(one.name, writeType(one.schema), told(one)))
    return writeField(place, writeObject(fields), { required: here.some(one => one.required) })
  })
  return writeObject(places)
}

function writeResponse([status, { description, headers = {}, content }]: [string, Response]): string {
  const named = Object.entries(headers).map(([name, header]) => writeField(name.toLowerCase(), 'string', told(header)))
  return writeField(
    status,
    writeObject([
      writeField('headers', writeObject([...named, '[name: string]: unknown'])),
      content ? writeField('content', writeContent(content)) : 'content?: never',
    ]),
    { description: description ?? '' },
  )
}

const writeContent = (content: Content) =>
  writeObject(Object.entries(content).map(([type, { schema }]) => writeField(type, writeType(schema ?? {}))))

const told = ({ required = false, description = '' }: { required?: boolean; description?: string }) => ({
  required,
  description,
})
