'use client'

import { useCallback, useEffect, useState } from 'react'
import { type DeviceName, fingerprintOf, ownFingerprint } from './devices.ts'

export type Identity = ReturnType<typeof useIdentity>

/** All of the demo directory have it. */
export const DEMO_PASSWORD = 'password'

/** Who sits in front of the bank's page, and what the browser says it is. */
export function useIdentity() {
  const [username, setUsername] = useState('simpleuser')
  const [password, setPassword] = useState(DEMO_PASSWORD)
  const [device, setDevice] = useState<DeviceName>('none')
  const [own, setOwn] = useState('')

  // Only the browser knows its own.
  useEffect(() => setOwn(ownFingerprint()), [])

  const be = useCallback((who: string, from?: DeviceName) => {
    setUsername(who)
    setPassword(DEMO_PASSWORD)
    if (from) setDevice(from)
  }, [])
  const renewDevice = useCallback(() => setOwn(ownFingerprint({ renewed: true })), [])

  const fingerprint = fingerprintOf(device, own)
  return { username, password, device, fingerprint, setUsername, setPassword, setDevice, renewDevice, be }
}
