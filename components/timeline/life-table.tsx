import { dateTime } from '#components/charts/clock-time.ts'
import type { SessionPage } from '#lib/sessions/present.ts'
import type { Mark } from './marks.ts'

/** The same facts for who reads by ear. */
export function LifeTable({ page, marks, zone }: { page: SessionPage; marks: Mark[]; zone: string }) {
  const time = (iso: string) => dateTime(Date.parse(iso), zone)
  return (
    <div className="sr-only">
      <table>
        <caption>Risk over the life of the session</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Risk of 100</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody>
          {marks.map(({ id, ms, title, score, place }) => (
            <tr key={id}>
              <td suppressHydrationWarning>{dateTime(ms, zone)}</td>
              <td>{title}</td>
              <td>{score ?? 'not evaluated'}</td>
              <td>{place ?? 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Places: {page.places.map(({ from, place, address }) => `${place ?? address} from ${time(from)}`).join('; ')}.{' '}
        {page.refreshedAt.length} refreshes.
        {page.end?.at && ` It ended ${time(page.end.at)}.`}
      </p>
    </div>
  )
}
