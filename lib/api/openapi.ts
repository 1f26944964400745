import type { Api } from './endpoint.ts'

/** The OpenAPI 3.1 document, made from the endpoints that answer. */
export function mountOpenapi({ app, parts }: Api): void {
  const { registerComponent } = app.openAPIRegistry
  const register = registerComponent.bind(app.openAPIRegistry)
  register('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', description: 'A user’s access token.' })
  register('securitySchemes', 'basic', { type: 'http', scheme: 'basic', description: 'A client app’s id and secret.' })
  register('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The secret of a gateway or server app.',
  })
  // Made once, at the first call: by then every endpoint is mounted.
  let document: string | undefined
  app.get('/api/v1/openapi.json', () => {
    document ??= JSON.stringify(openapiDocument({ app, parts }))
    return new Response(document, {
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    })
  })
}

const openapiDocument = ({ app, parts }: Pick<Api, 'app' | 'parts'>) =>
  app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Gatewarden',
      version: '1.0.0',
      description:
        'Customer sign-in: journeys, sessions and tokens. JSON in snake_case, UTC timestamps in ISO 8601. Failures are ' +
        '`application/problem+json` with an `error_code` to branch on.',
    },
    servers: [{ url: parts.env.publicUrl }],
  })
