'use client'

/** The last resort: the layout itself failed, and with it our styles. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <title>Gatewarden</title>
      <body
        style={{ font: '14px/1.5 system-ui, sans-serif', display: 'grid', placeContent: 'center', minHeight: '90vh' }}
      >
        <h1 style={{ fontSize: 17 }}>The console could not be drawn</h1>
        <p>What failed is in the server’s log.</p>
        <button type="button" onClick={() => retry()} style={{ justifySelf: 'start', padding: '4px 10px' }}>
          Try again
        </button>
      </body>
    </html>
  )
}
