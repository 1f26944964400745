'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { fetchJson } from '#components/shell/fetch-json.ts'
import { Button } from '#components/ui/button.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { deleteViewAction, saveViewAction } from '#lib/views/actions.ts'
import type { SavedView, ViewPage } from '#lib/views/schema.ts'
import { SaveViewForm } from './save-view-form.tsx'
import type { List } from './use-list.ts'

/** The agent's own views of this list: go to one, keep the one that is open, delete with a way back. */
export function ViewsMenu<Item extends object>({ list, page }: { list: List<Item>; page: ViewPage }) {
  const { url } = list
  const [isOpen, setOpen] = useState(false)
  const client = useQueryClient()
  const key = ['views', page]
  const { data: views = [], isError } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<SavedView[]>(`/api/console/views?page=${page}`, { signal }),
    staleTime: 60_000,
  })
  const here = views.find(view => sameQuery(view.query, url.link))
  const change = (next: (views: SavedView[]) => SavedView[]) =>
    client.setQueryData<SavedView[]>(key, (now = []) => next(now))
  const put = (view: SavedView) =>
    change(now =>
      [...now.filter(other => other.viewId !== view.viewId), view].sort((a, b) => a.name.localeCompare(b.name)),
    )

  const remove = async (view: SavedView) => {
    change(now => now.filter(other => other.viewId !== view.viewId))
    const result = await deleteViewAction({ viewId: view.viewId })
    if (!result.ok) {
      put(view)
      toast.error(`“${view.name}” was not deleted`, { description: result.message })
      return
    }
    toast(`View “${view.name}” deleted`, { action: { label: 'Undo', onClick: () => void restore(view) } })
  }
  const restore = async ({ name, query }: SavedView) => {
    const result = await saveViewAction({ page, name, query })
    if (result.ok) put(result.value)
    else toast.error(`“${name}” could not be brought back`, { description: result.message })
  }
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button>
          <Bookmark size={13} aria-hidden="true" className={here ? 'fill-current' : undefined} />
          <span className="max-w-36 truncate max-lg:sr-only">{here?.name ?? 'Views'}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-72 p-0" aria-label="Saved views">
        {isError && <p className="px-3 pt-3 text-crit">Your views could not be read.</p>}
        {views.length > 0 && (
          <ul className="max-h-72 overflow-y-auto p-1">
            {views.map(view => (
              <li
                key={view.viewId}
                className="group flex items-center rounded-sm hover:bg-raise has-focus-visible:bg-raise"
              >
                <button
                  type="button"
                  aria-current={view === here || undefined}
                  onClick={() => {
                    url.go(view.query)
                    setOpen(false)
                  }}
                  className="min-h-7 min-w-0 grow truncate rounded-sm px-2 text-left aria-current:font-medium aria-current:text-accent"
                >
                  {view.name}
                </button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Delete the view ${view.name}`}
                  onClick={() => void remove(view)}
                  className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
                >
                  <Trash2 size={13} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <SaveViewForm
          page={page}
          query={url.link}
          saved={here?.name ?? null}
          isFirst={views.length === 0}
          onSaved={view => {
            put(view)
            setOpen(false)
            toast(`View “${view.name}” saved`)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

const sameQuery = (one: string, other: string) => {
  const sorted = (query: string) => {
    const params = new URLSearchParams(query)
    params.sort()
    return params.toString()
  }
  return sorted(one) === sorted(other)
}
