import { RefreshCw } from 'lucide-react'
import { DEVICES } from '../devices.ts'
import type { Identity } from '../use-identity.ts'

/** Which device the bank takes this browser for. */
export function DeviceChoice({ identity }: { identity: Identity }) {
  const { device, fingerprint, setDevice, renewDevice } = identity
  const note = DEVICES.find(({ name }) => name === device)?.note
  return (
    <fieldset className="mt-6 min-w-0">
      <legend className="mb-1.5 text-ink-3">This device</legend>
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line max-sm:grid-cols-1">
        {DEVICES.map(({ name, label }) => (
          <label
            key={name}
            className="flex cursor-pointer items-center gap-2 bg-panel px-2.5 py-1.5 hover:bg-raise has-checked:bg-raise has-focus-visible:outline-2 has-focus-visible:-outline-offset-2"
          >
            <input
              type="radio"
              name="device"
              value={name}
              checked={device === name}
              onChange={() => setDevice(name)}
              className="accent-(--accent) outline-none"
            />
            <span className="truncate">{label}</span>
          </label>
        ))}
      </div>
      <p className="mt-1.5 flex min-h-6 items-center gap-2 text-ink-3">
        {fingerprint && <span className="mono truncate text-ink-2">{fingerprint}</span>}
        <span className="truncate">{note}</span>
        {device === 'own' && (
          <button
            type="button"
            onClick={renewDevice}
            className="ml-auto inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 hover:bg-raise hover:text-ink"
          >
            <RefreshCw size={12} aria-hidden="true" /> Make it a new one
          </button>
        )}
      </p>
    </fieldset>
  )
}
