'use client'

import { useRef } from 'react'

/**
 * For a dialog that no trigger of its own opens: gives the focus back to where it came from. Where that is gone (the
 * button of a session that has just been revoked), the page's content takes it. To be spread on the dialog's content.
 */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus() {
      opener.current = document.activeElement
    },
    onCloseAutoFocus(event: Event) {
      event.preventDefault()
      const from = opener.current
      const isThere = from instanceof HTMLElement && from.isConnected && from !== document.body
      const target = isThere ? from : document.getElementById('content')
      target?.focus({ preventScroll: true })
    },
  }
}
