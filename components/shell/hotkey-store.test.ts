import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHotkeyStore, type Hotkey } from './hotkey-store.ts'

// As much of a page as the store asks about.
class PageElement {
  readonly is: string[]
  constructor(...is: string[]) {
    this.is = is
  }
  closest(selector: string) {
    return this.is.some(own => selector.split(/, ?/).some(part => part.startsWith(own))) ? this : null
  }
}

let store: ReturnType<typeof createHotkeyStore>
let openLayer: boolean
let clockMs: number
let done: string[]
let keydown: (event: unknown) => void

beforeEach(() => {
  vi.stubGlobal('Element', PageElement)
  vi.stubGlobal('document', { querySelector: () => (openLayer ? {} : null) })
  openLayer = false
  clockMs = 1000
  done = []
  store = createHotkeyStore()
  store.listen({ addEventListener: (_: string, listener: never) => (keydown = listener) } as never)
})
afterEach(() => vi.unstubAllGlobals())

const add = (keys: string, name: string, options: Partial<Hotkey> = {}) =>
  store.add({ keys, description: name, run: () => done.push(name), ...options })

function press(key: string, options: Record<string, unknown> = {}) {
  clockMs += 100
  const event = { key, target: new PageElement('body'), timeStamp: clockMs, prevented: false, ...options }
  keydown({ ...event, preventDefault: () => (event.prevented = true) })
  return event
}

test('a key does what it is there for, and nothing else with it', () => {
  add('r', 'revoke')
  expect(press('r').prevented).toBe(true)
  expect(press('R', { shiftKey: true }).prevented).toBe(true)
  expect(press('q').prevented).toBe(false)
  expect(press('r', { altKey: true }).prevented).toBe(false)
  expect(press('Shift').prevented).toBe(false)
  expect(done).toEqual(['revoke', 'revoke'])
})

test('a sequence is two keys within a second', () => {
  add('g s', 'go to sessions')
  add('s', 'sort')
  press('g')
  press('s')
  expect(done).toEqual(['go to sessions'])
  press('g')
  press('s', { timeStamp: clockMs + 2000 })
  expect(done).toEqual(['go to sessions', 'sort'])
})

test('the command key answers as ⌘ and as Ctrl, and leaves the letter alone', () => {
  add('mod+k', 'find')
  add('k', 'up')
  press('k', { metaKey: true })
  press('k', { ctrlKey: true })
  press('k')
  expect(done).toEqual(['find', 'find', 'up'])
})

describe('of two with the same keys', () => {
  test('the one added last wins, and gives way when it goes', () => {
    add('r', 'page')
    const remove = add('r', 'row')
    press('r')
    remove()
    press('r')
    expect(done).toEqual(['row', 'page'])
  })

  test('one that yields never wins, whenever it was added', () => {
    add('/', 'list search')
    add('/', 'command menu', { yields: true })
    press('/')
    expect(done).toEqual(['list search'])
  })
})

describe('nothing happens', () => {
  test('while somebody types, but for what always does', () => {
    add('r', 'revoke')
    add('mod+k', 'find', { always: true })
    const input = new PageElement('input')
    expect(press('r', { target: input }).prevented).toBe(false)
    press('k', { target: input, ctrlKey: true })
    expect(done).toEqual(['find'])
  })

  test('while a dialog or a menu is open', () => {
    add('r', 'revoke')
    openLayer = true
    press('r')
    expect(done).toEqual([])
  })

  test('when enter presses the button that has the focus', () => {
    add('Enter', 'open the row')
    press('Enter', { target: new PageElement('button') })
    expect(done).toEqual([])
    press('Enter')
    expect(done).toEqual(['open the row'])
  })

  test('for keys held down, but for those that move', () => {
    add('x', 'select')
    add('j', 'down')
    press('x', { repeat: true })
    press('j', { repeat: true })
    expect(done).toEqual(['down'])
  })

  test('for what somebody else has answered, or what is still being composed', () => {
    add('r', 'revoke')
    press('r', { defaultPrevented: true })
    press('r', { isComposing: true })
    expect(done).toEqual([])
  })
})

test('who lists the keys hears of each change', () => {
  const heard = vi.fn()
  const stop = store.subscribe(heard)
  const remove = add('r', 'revoke')
  expect(store.list().map(({ description }) => description)).toEqual(['revoke'])
  remove()
  stop()
  add('x', 'select')
  expect(heard).toHaveBeenCalledTimes(2)
})
