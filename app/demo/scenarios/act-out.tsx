import { Check } from 'lucide-react'
import { cn } from '#components/ui/cn.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

type Props = { chosen: Scenario | null; done: ReadonlySet<string>; onChoose: (scenario: Scenario) => void }

/** The situations, each a touch away: it sets the stage, says what to do, and ticks itself off. */
export function ActOut({ chosen, done, onChoose }: Props) {
  return (
    <section aria-labelledby="act-out" className="w-full min-w-0 flex-1">
      <div className="flex items-center gap-2">
        <h2 id="act-out" className="shrink-0 text-ink-3">
          Act out
        </h2>
        <ul className="flex min-w-0 gap-0.5 overflow-x-auto py-1 pr-1 pl-0.5">
          {SCENARIOS.map(scenario => {
            const isDone = done.has(scenario.name)
            return (
              <li key={scenario.name} className="shrink-0">
                <button
                  type="button"
                  aria-pressed={scenario === chosen}
                  title={scenario.does}
                  onClick={() => onChoose(scenario)}
                  className="flex h-6 items-center gap-1.5 rounded-full border border-transparent px-1.5 text-sm hover:bg-raise aria-pressed:border-line-2 aria-pressed:bg-raise"
                >
                  <i
                    aria-hidden="true"
                    className={cn(
                      'grid size-3.5 place-items-center rounded-full border border-line-2',
                      isDone && 'border-good bg-good-wash text-good',
                    )}
                  >
                    {isDone && <Check size={10} strokeWidth={3} />}
                  </i>
                  {scenario.title}
                  {isDone && <span className="sr-only">, done</span>}
                </button>
              </li>
            )
          })}
        </ul>
      </div>
      <p className="min-h-5 truncate text-ink-2 max-md:whitespace-normal max-sm:min-h-10" role="status">
        {chosen ? (
          <>
            As <span className="font-mono text-sm">{chosen.username}</span>: {chosen.does}
          </>
        ) : (
          <span className="text-ink-3">Choose one to set the stage, or sign in as whoever you like.</span>
        )}
      </p>
    </section>
  )
}
