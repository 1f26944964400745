import { expect, it } from 'vitest'
import { pushText, smsText, spokenSentences, twiml } from './words.ts'

it('a text message names app and code and fits into one segment', () => {
  const text = smsText('Demo Bank Online', '482913')
  expect(text).toBe(
    '482913 is your code for Demo Bank Online. We will never ask you for it. Do not share it with anyone.',
  )
  expect(smsText('x'.repeat(60), '482913').length).toBeLessThanOrEqual(160)
})

it('a call says the code twice, digit by digit', () => {
  const digits = spokenSentences('Demo Bank', '482913').filter(sentence => /\d/.test(sentence))
  expect(digits).toEqual([...'482913', ...'482913'])
})

it('TwiML is one document with a pause after each digit', () => {
  const xml = twiml('Demo Bank', '482913')
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Pause length="1"\/>.*<\/Response>$/)
  expect(xml.match(/<Say>\d<\/Say><Pause length="1"\/>/g)).toHaveLength(12)
  expect(xml.length).toBeLessThan(4000)
})

it('a name cannot speak TwiML, nor break a line', () => {
  expect(twiml(`<Dial>+1900</Dial> & "Co"`, '482913')).toContain(
    '&lt;Dial&gt;+1900&lt;/Dial&gt; &amp; &quot;Co&quot; is</Say>',
  )
  expect(smsText('Bank\r\nYour code is 000000', '482913')).not.toMatch(/[\r\n]/)
})

it('a push never holds a number to type', () => {
  expect(pushText('Demo Bank')).not.toMatch(/\d/)
})
