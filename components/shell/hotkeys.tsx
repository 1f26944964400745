'use client'

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { createHotkeyStore, type Hotkey, type HotkeyOptions } from './hotkey-store.ts'

const HotkeysContext = createContext<ReturnType<typeof createHotkeyStore> | null>(null)

export function HotkeysProvider({ children }: { children: ReactNode }) {
  const store = useMemo(createHotkeyStore, [])
  useEffect(() => store.listen(document), [store])
  return <HotkeysContext value={store}>{children}</HotkeysContext>
}

/**
 * Does `handler` when `keys` are pressed: one key (`r`, `?`, `/`, `Enter`, `Escape`), one with the command key
 * (`mod+k`), or a sequence (`g s`). Not while somebody types, nor while a dialog or menu is open, unless `always`.
 */
export function useHotkey(keys: string, handler: (event: KeyboardEvent) => void, options: HotkeyOptions) {
  const store = useStore()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  const { description, group, enabled = true, always, yields } = options
  useEffect(() => {
    if (!enabled) return
    return store.add({ keys, description, group, always, yields, run: event => latest.current(event) })
  }, [store, keys, description, group, enabled, always, yields])
}

/** Every key that does something on this page now. */
export function useHotkeys(): readonly Hotkey[] {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, store.list, store.list)
}

function useStore() {
  const store = useContext(HotkeysContext)
  if (!store) throw new Error('useHotkey outside of HotkeysProvider')
  return store
}
