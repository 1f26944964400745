'use client'

import { useSyncExternalStore } from 'react'

/** False on the server and in the first paint, true once this browser's code answers. */
export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

const never = () => () => {}
