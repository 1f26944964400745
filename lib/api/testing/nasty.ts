import fc from 'fast-check'

// What nobody means well with, and what nobody thought of. None of it may be more than data.

const INJECTIONS = [
  "' OR '1'='1",
  "'; DROP TABLE sessions; --",
  "simpleuser'--",
  '1; SELECT pg_sleep(10)',
  '\\',
  '$1',
  '%s%s%n',
  '*',
  '*)(uid=*))(|(uid=*',
  'admin)(&)',
  '\\2a\\28',
  'cn=admin,dc=demo',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the point
  '${7*7}',
  '<%= 7*7 %>',
  '#{7*7}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '/etc/passwd%00.png',
  'C:\\Windows\\win.ini',
  'file:///etc/passwd',
  'a\r\nSet-Cookie: refresh_token=stolen',
  '=cmd|/c calc!A1',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'null',
  'NaN',
  'true',
  '0',
  '-1',
]

const ODD_TEXTS = [
  '',
  ' ',
  '\0',
  'before\0after',
  '\ud800',
  '\udc00tail',
  '\u202egnp.exe',
  '\u200b\u200c\ufeff',
  'é',
  'ｓｉｍｐｌｅｕｓｅｒ',
  'İıſK',
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(40),
  'Z\u0351\u036f\u0344'.repeat(60),
  '\u0007\u001b[31m',
  'a'.repeat(101),
  'a'.repeat(5000),
  'a'.repeat(60_000),
]

export const nastyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...INJECTIONS) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

const deep = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
const deepObject = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as unknown

/** A value of any kind, more often of the wrong one. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: nastyText },
  {
    weight: 5,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      Number.MAX_SAFE_INTEGER,
      2 ** 53,
      1e308,
      '1e309',
      [],
      {},
      [null],
      [[]],
      { length: 3 },
      { $ne: null },
      { toString: 'x' },
      Array.from({ length: 300 }, () => 'x'),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(500, 4000).map(deep) },
  { weight: 1, arbitrary: fc.constantFrom(500, 4000).map(deepObject) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Bodies that no JSON parser takes, or that say something else than they are. */
export const nastyText64k = 'x'.repeat(66_000)
export const brokenBodies = [
  '',
  '{',
  '{"username":',
  '{"a":1,}',
  "{'a':1}",
  'username=simpleuser&password=password',
  '<?xml version="1.0"?><a/>',
  '\uFEFF{}',
  '{"a":"\u0000"}',
  'NaN',
  '[1,2',
  '{"username":"simpleuser","username":"other","password":"password"}',
  '{"__proto__":{"admin":true}}',
  '['.repeat(30_000),
  `{"username":"${nastyText64k}"}`,
]

export const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/xml',
  'x',
  ';;;',
  'application/vnd.api+json',
]

/** What a header may carry over the wire: bytes, without control characters. */
export const headerText = fc.oneof(
  fc.constantFrom(...INJECTIONS.filter(text => /^[\x20-\x7e]*$/.test(text))),
  fc
    .string({ unit: fc.integer({ min: 0x20, max: 0xff }).map(code => String.fromCharCode(code)), maxLength: 60 })
    .map(text => text.replaceAll('\x7f', '')),
  fc.constantFrom('', '\t', 'é', 'x'.repeat(51), 'x'.repeat(600), 'x'.repeat(3000), ','.repeat(200)),
)

const ENCODED = '%00 %ff %2e%2e %2f..%2f %c0%ae %25%30%30 %F0%9F%92%A9 %0d%0a ;a=b a:b @ ~ %7Bid%7D'.split(' ')
/** A piece of a path as it goes over the wire. */
export const pathPiece = fc.oneof(
  fc.constantFrom(...ENCODED),
  nastyText.map(text => encodeURIComponent(text.toWellFormed().slice(0, 400)) || '%20'),
)
