import { describe, expect, test } from 'vitest'
import type { OpenApiDocument } from '../document.ts'
import { type Answered, createCheck } from './check-answer.ts'

const Base = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] }
const Pet = {
  allOf: [
    { $ref: '#/components/schemas/Base' },
    { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  ],
}
const Either = {
  anyOf: [
    { type: 'object', properties: { kind: { enum: ['a'] }, a: { type: 'integer' } }, required: ['kind', 'a'] },
    { type: 'object', properties: { kind: { enum: ['b'] } }, required: ['kind'] },
  ],
}
const Open = { type: 'object', properties: { known: { type: 'string' } }, additionalProperties: {} }
const json = (schema: object) => ({ 'application/json': { schema } })
const check = createCheck({
  openapi: '3.1.0',
  info: { title: 'pets', version: '1' },
  components: { schemas: { Base, Pet } },
  paths: {
    '/pets/{id}': {
      get: {
        responses: {
          200: {
            description: 'a pet',
            headers: { 'x-count': { required: true, schema: { type: 'integer', minimum: 1 } } },
            content: json({ $ref: '#/components/schemas/Pet' }),
          },
          204: { description: 'nothing' },
        },
      },
    },
    '/pets/latest': { get: { responses: { 200: { description: 'one of two', content: json(Either) } } } },
    '/open': { get: { responses: { 200: { description: 'anything besides', content: json(Open) } } } },
  },
} as unknown as OpenApiDocument)

const pet = { id: '01998f2e-6c1a-7d3e-9b4f-0a1b2c3d4e5f', name: 'Rex' }
const answered = (changes: Partial<Answered> & { body?: unknown; sent?: Record<string, string> } = {}): Answered => {
  const { body = pet, sent = { 'x-count': '1' }, ...rest } = changes
  const headers = new Headers({ 'content-type': 'application/json', ...sent })
  return { method: 'GET', path: '/pets/7', status: 200, headers, text: JSON.stringify(body), ...rest }
}

test('lets through what is described', () => {
  check(answered())
  check(answered({ path: '/pets/latest', body: { kind: 'b' }, sent: {} }))
  check(answered({ path: '/open', body: { known: 'x', more: 1 }, sent: {} }))
  check(answered({ status: 204, text: '', headers: new Headers() }))
})

describe('stops', () => {
  test.each([
    ['an unknown status', { status: 201 }, 'of the statuses it has 200, 204'],
    ['an unknown property', { body: { ...pet, age: 3 } }, 'body must NOT have unevaluated properties age'],
    ['a missing property', { body: { id: pet.id } }, "must have required property 'name'"],
    ['a wrong type below', { body: { ...pet, name: 7 } }, 'body/name must be string'],
    ['a wrong format', { body: { ...pet, id: 'seven' } }, 'must match format "uuid"'],
    ['a property of the other form', { path: '/pets/latest', sent: {}, body: { kind: 'b', a: 1 } }, 'body'],
    ['a missing header', { sent: {} }, 'it has no header x-count'],
    ['a header of another kind', { sent: { 'x-count': 'many' } }, 'header x-count (many) must be integer'],
    ['a cookie nobody announced', { sent: { 'x-count': '1', 'set-cookie': 'a=b' } }, 'set-cookie is not described'],
    [
      'another content type',
      { sent: { 'x-count': '1', 'content-type': 'text/html' } },
      'its content type is text/html',
    ],
    ['a body where none is described', { status: 204 }, 'a body is not described'],
    ['an endpoint nobody described', { path: '/dogs', method: 'POST' }, 'it does not know the endpoint'],
  ])('%s', (_, changes, message) => {
    expect(() => check(answered(changes))).toThrow(message)
  })
})
