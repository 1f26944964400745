'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

const EVERY_MS = 1000

/**
 * What `url` answers, asked again each second while the page is looked at; null until there is an answer, and where
 * there is no `url`. `failed`: it did not answer the last time. `refresh` asks at once.
 */
export function usePolled<T>(url: string | null): { data: T | null; failed: boolean; refresh: () => void } {
  const [failed, setFailed] = useState(false)
  const [known, setKnown] = useState<{ url: string; text: string; data: T } | null>(null)
  const askNow = useRef<() => void>(() => {})

  useEffect(() => {
    if (!url) return
    const closing = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      clearTimeout(timer)
      const text = document.hidden ? null : await read(url, closing.signal)
      if (closing.signal.aborted) return
      if (!document.hidden) setFailed(text === null)
      // The same answer draws nothing anew.
      if (text !== null) {
        setKnown(before =>
          before?.url === url && before.text === text ? before : { url, text, data: JSON.parse(text) },
        )
      }
      clearTimeout(timer)
      timer = setTimeout(ask, EVERY_MS)
    }
    askNow.current = () => void ask()
    const onVisible = () => !document.hidden && void ask()
    document.addEventListener('visibilitychange', onVisible)
    void ask()
    return () => {
      closing.abort()
      clearTimeout(timer)
      askNow.current = () => {}
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [url])

  const refresh = useCallback(() => askNow.current(), [])
  return { data: known && known.url === url ? known.data : null, failed, refresh }
}

async function read(url: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(url, { signal }).catch(() => null)
  return response?.ok ? response.text().catch(() => null) : null
}
