export type HotkeyOptions = {
  /** What it does, as `?` lists it: “Revoke the session”. */
  description: string
  /** Under which heading `?` lists it. */
  group?: string
  enabled?: boolean
  /** Also while somebody types or a dialog is open. */
  always?: boolean
  /** Gives way to any other with the same keys: what the shell offers where the page has nothing of its own. */
  yields?: boolean
}

export type Hotkey = Omit<HotkeyOptions, 'enabled'> & { keys: string; run(event: KeyboardEvent): void }

const SEQUENCE_MS = 1000
/** What one keeps pressed to go through a list. */
const REPEATABLE = new Set(['j', 'k', 'ArrowDown', 'ArrowUp'])

/** The keys of a page. Of two with the same keys the one added last wins. */
export function createHotkeyStore() {
  let hotkeys: readonly Hotkey[] = []
  let pressed: string[] = []
  let pressedAt = 0
  const listeners = new Set<() => void>()
  const change = (next: readonly Hotkey[]) => {
    hotkeys = next
    for (const call of listeners) call()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const key = nameOf(event)
    if (!key || event.defaultPrevented || event.isComposing) return
    if (event.repeat && !REPEATABLE.has(key)) return
    pressed = event.timeStamp - pressedAt < SEQUENCE_MS ? [...pressed.slice(-1), key] : [key]
    pressedAt = event.timeStamp
    const usable = isBusy(event) ? hotkeys.filter(({ always }) => always) : hotkeys
    const find = (keys: string) => {
      const same = usable.filter(hotkey => hotkey.keys === keys)
      return same.findLast(({ yields }) => !yields) ?? same.at(-1)
    }
    const hotkey = find(pressed.join(' ')) ?? (startsSequence(usable, pressed) ? undefined : find(key))
    if (!hotkey) return
    pressed = []
    event.preventDefault()
    hotkey.run(event)
  }

  return {
    add(hotkey: Hotkey) {
      change([...hotkeys, hotkey])
      return () => change(hotkeys.filter(other => other !== hotkey))
    },
    list: () => hotkeys,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    listen(target: Pick<Document, 'addEventListener' | 'removeEventListener'>) {
      target.addEventListener('keydown', onKeyDown)
      return () => target.removeEventListener('keydown', onKeyDown)
    },
  }
}

const startsSequence = (hotkeys: readonly Hotkey[], pressed: string[]) =>
  hotkeys.some(({ keys }) => keys.startsWith(`${pressed.join(' ')} `))

// The command key is ⌘ on a Mac and Ctrl elsewhere; both answer everywhere.
function nameOf({ key, metaKey, ctrlKey, altKey }: KeyboardEvent): string | null {
  if (altKey || ['Shift', 'Control', 'Meta', 'Alt'].includes(key)) return null
  const name = key.length === 1 ? key.toLowerCase() : key
  return metaKey || ctrlKey ? `mod+${name}` : name === ' ' ? 'Space' : name
}

const TYPED_INTO = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'
const OPEN_LAYER = ['dialog', 'alertdialog', 'menu', 'listbox']
  .map(role => `[role=${role}][data-state=open]`)
  .concat(':popover-open')
  .join()

const PRESSED = 'button, a[href], summary, [role=button], [role=checkbox], [role=tab]'

function isBusy({ target, key }: KeyboardEvent) {
  if (target instanceof Element) {
    // A dialog that is fading out keeps the focus until it is gone.
    if (target.closest(TYPED_INTO) && !target.closest('[role=dialog][data-state=closed]')) return true
    if ((key === 'Enter' || key === ' ') && target.closest(PRESSED)) return true
  }
  return document.querySelector(OPEN_LAYER) !== null
}
