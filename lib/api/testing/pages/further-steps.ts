import { sha256 } from '#lib/crypto/hash.ts'
import type { JourneyPage } from '../journey-page.ts'
import { sentCode } from '../journeys.ts'

const password = { password: 'password' }

export const esign: JourneyPage = {
  file: 'esign',
  title: 'A document to sign',
  why: 'Some users have a document to accept before they get in. They see the version that is accepted, and no other.',
  async run(page) {
    const login = await page.call(200, 'POST', '/auth/login', { body: { username: 'complianceuser', ...password } })
    const { context_id, transaction_id, esign_document_id: document_id } = login.body
    page.say('`esign_url` is the document, in the version that is asked for:')
    const url = new URL(login.body.esign_url)
    const asked = `${url.pathname.replace('/api/v1', '')}${url.search}`
    await page.call(200, 'GET', asked)
    page.say('Accepted once it was shown. To decline (`/auth/esign/decline`) ends the journey.')
    await page.call(201, 'POST', '/auth/esign/accept', { body: { context_id, transaction_id, document_id } })
    await page.leaves(context_id)
  },
}

export const fullJourney: JourneyPage = {
  file: 'full-journey',
  title: 'All steps: second factor, document, device',
  why: 'Whatever is asked for comes in this order: second factor, documents, the offer to remember the device. Each answer says which is next.',
  async run(page) {
    const headers = { 'x-device-fingerprint': 'a-browser-of-the-demo' }
    const login = await page.call(200, 'POST', '/auth/login', {
      headers,
      body: { username: 'mfaesignuser', ...password },
    })
    const { context_id } = login.body
    page.say('The second factor:')
    const sent = await page.call(200, 'POST', '/auth/mfa/initiate', {
      body: { context_id, transaction_id: login.body.transaction_id, method: 'sms', mfa_option_id: 1 },
    })
    const { transaction_id } = sent.body
    const code = await sentCode(page.api, { contextId: context_id, transactionId: transaction_id })
    page.name(code, '123456')
    const document = await page.call(200, 'POST', '/auth/mfa/otp/verify', {
      body: { context_id, transaction_id, code },
    })
    page.say('The document:')
    const { transaction_id: signing, esign_document_id: document_id } = document.body
    const offer = await page.call(200, 'POST', '/auth/esign/accept', {
      body: { context_id, transaction_id: signing, document_id },
    })
    page.say(
      'The offer, because the sign-in brought a fingerprint that is not known yet. `false` opens the session as well:',
    )
    await page.call(200, 'POST', '/auth/device/bind', {
      body: { context_id, transaction_id: offer.body.transaction_id, bind_device: true },
    })
    await page.leaves(context_id)
  },
}

export const trustedDevice: JourneyPage = {
  file: 'trusted-device',
  title: 'A trusted device',
  why: 'On a device that was bound, a sign-in of low risk needs no second factor. The risk service may still ask for one.',
  async run(page) {
    await page.api.rows(
      `INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, status)
       VALUES ('G-DEMO-07', 'CUPID-DEMO-TRUSTED', 'storefront-web-app', 'bound before', $1, 'ACTIVE')`,
      [sha256('the-browser-that-was-bound')],
    )
    const headers = { 'x-device-fingerprint': 'the-browser-that-was-bound' }
    const login = await page.call(201, 'POST', '/auth/login', {
      headers,
      body: { username: 'trusteduser', ...password },
    })
    page.say('The same password from a device that nobody knows:')
    await page.call(200, 'POST', '/auth/login', {
      headers: { 'x-device-fingerprint': 'some-other-browser' },
      body: { username: 'trusteduser', ...password },
    })
    await page.leaves(login.body.context_id)
  },
}
