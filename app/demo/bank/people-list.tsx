import { PEOPLE } from '../people.ts'

type Props = { chosen: string; onChoose: (username: string) => void }

export function PeopleList({ chosen, onChoose }: Props) {
  return (
    <section aria-labelledby="people" className="mt-5">
      <h2 id="people" className="mb-1 font-normal text-ink-3">
        Who would you like to be?
      </h2>
      <ul className="-mx-2 grid gap-px">
        {PEOPLE.map(person => (
          <li key={person.username}>
            <button
              type="button"
              aria-pressed={chosen === person.username}
              onClick={() => onChoose(person.username)}
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-0.75 text-left hover:bg-raise aria-pressed:bg-raise"
            >
              <span className="w-30 shrink-0 font-mono text-sm">{person.username}</span>
              <span className="truncate text-ink-3">{person.situation}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
