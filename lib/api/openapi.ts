import { openapiDocument } from './document.ts'
import { type Api, mount } from './endpoint.ts'
import { OPEN } from './serve.ts'

/** The OpenAPI 3.1 document, made from the endpoints that answer. */
export function mountOpenapi(api: Api): void {
  const { app, parts } = api
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
  mount(api, 'get', '/api/v1/openapi.json', OPEN, () => {
    document ??= JSON.stringify(openapiDocument(app, parts.env))
    const headers = {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    }
    return { status: 200, headers, body: document }
  })
}
