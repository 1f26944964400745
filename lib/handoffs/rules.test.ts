import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEntitled } from './rules.ts'
import { CheckPermission } from './schema.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
const permission = fc.tuple(word, word).map(words => words.join(':'))
const resource = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/)
const question = fc.record({ permission, resource: fc.option(resource) })
const entitlement = question.map(({ permission, resource }) => [permission, ...(resource ? [resource] : [])].join(':'))

test('one entitlement answers yes to one question and no other', () => {
  fc.assert(
    fc.property(question, question, (given, asked) => {
      const held = given.resource === null ? given.permission : `${given.permission}:${given.resource}`
      const same = given.permission === asked.permission && given.resource === asked.resource
      expect(isEntitled([held], asked.permission, asked.resource)).toBe(same)
    }),
  )
})

test('who holds nothing of it may not, whatever else is held; stars are letters', () => {
  fc.assert(
    fc.property(fc.array(entitlement), question, (held, asked) => {
      const key = asked.resource === null ? asked.permission : `${asked.permission}:${asked.resource}`
      const others = [...held.filter(one => one !== key), '*', '*:*', `${asked.permission}:*`, `${key}:*`]
      expect(isEntitled(others, asked.permission, asked.resource)).toBe(false)
    }),
  )
})

test('a question that is let in can be split in one way only', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string()), (permission, resource_id) => {
      const parsed = CheckPermission.safeParse({ permission, resource_id })
      if (!parsed.success) return
      expect(permission.split(':')).toHaveLength(2)
      expect(resource_id ?? '').not.toMatch(/[:*]/)
    }),
    {
      examples: [
        ['a:b', 'c:d'],
        ['a:b', '*'],
        ['a:b:c', null],
        ['a:*', null],
      ],
    },
  )
})
