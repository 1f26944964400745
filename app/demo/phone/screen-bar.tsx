import { ChevronLeft } from 'lucide-react'

/** The bar at the top of an app: its name, and the way back. */
export function ScreenBar({ title, onBack }: { title: string; onBack: () => void }) {
  return (
    <header className="flex items-center gap-1 border-b px-2 pb-1.5">
      <button type="button" onClick={onBack} aria-label="Back" className="rounded-md p-1 hover:bg-raise">
        <ChevronLeft size={16} aria-hidden="true" />
      </button>
      <h2>{title}</h2>
    </header>
  )
}
