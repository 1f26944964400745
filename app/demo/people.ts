/** The users of the demo directory and the situation each stands for. All have the password `password`. */
export const PEOPLE = [
  { username: 'simpleuser', situation: 'signs in with the password alone' },
  { username: 'mfauser', situation: 'is asked for a code or a push' },
  { username: 'otponlyuser', situation: 'has a number and no push' },
  { username: 'pushonlyuser', situation: 'has push and no number' },
  { username: 'mfaesignuser', situation: 'MFA, then a document to sign' },
  { username: 'complianceuser', situation: 'a document to sign' },
  { username: 'trusteduser', situation: 'skips MFA on a trusted device' },
  { username: 'expiredtrustuser', situation: 'whose trust in a device ran out' },
  { username: 'firsttimeuser', situation: 'signs in for the first time' },
  { username: 'riskuser', situation: 'looks risky' },
  { username: 'lockeduser', situation: 'password locked' },
  { username: 'mfalockeduser', situation: 'MFA locked' },
  { username: 'disableduser', situation: 'account disabled' },
  { username: 'blockeduser', situation: 'blocked by the enterprise' },
  { username: 'restricteduser', situation: 'account restricted' },
  { username: 'deceaseduser', situation: 'account holder deceased' },
] as const
