'use client'
import { toast } from 'sonner'
import { useHotkey } from '#components/shell/hotkeys.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { Id } from '#components/ui/id.tsx'
import { Input } from '#components/ui/input.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Label } from '#components/ui/label.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { RiskScore } from '#components/ui/risk-score.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import { Sheet, SheetContent, SheetDescription, SheetTitle, SheetTrigger } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Tooltip, TooltipContent, TooltipTrigger } from '#components/ui/tooltip.tsx'

export function Gallery({ now }: { now: number }) {
  useHotkey('r', () => toast.success('Revoked', { description: '3 tokens ended' }), {
    description: 'Revoke the session',
  })
  useHotkey('j', () => {}, { description: 'Next row', group: 'List' })
  const iso = (ms: number) => new Date(now + ms).toISOString()
  return (
    <div>
      <PageHeader
        title={
          <>
            demo-heron{' '}
            <Pill tone="good" dot>
              Active
            </Pill>
            <Pill tone="warn">2 step-ups, 1 failed</Pill>
          </>
        }
        sub="2,481 active"
      >
        <Button>Columns</Button>
        <Button variant="primary">Save view</Button>
        <Button variant="danger">
          Revoke… <Kbd>r</Kbd>
        </Button>
        <Button variant="ghost">Cancel</Button>
        <Button loading variant="primary">
          Loading
        </Button>
        <Button disabled>Off</Button>
      </PageHeader>
      <Card className="mt-3.5">
        <CardHeader title="Sessions" sub="by outcome, 15 min">
          <Pill tone="crit" dot>
            failed
          </Pill>
          <Button size="sm">Small</Button>
        </CardHeader>
        <table className="w-full">
          <thead>
            <tr className="border-b text-ink-3 text-xs">
              {['', 'User', 'Risk', 'Id', 'Signed in', 'Ends', 'State'].map(h => (
                <th key={h} className="px-3 py-1.5">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[84, 62, 12, null].map((score, i) => (
              <tr
                key={score}
                className={`border-b last:border-b-0 [&>td]:px-3 [&>td]:py-1.5 ${i === 1 ? 'bg-accent-wash' : ''}`}
              >
                <td>
                  <Checkbox aria-label="Select" defaultChecked={i === 1 ? true : i === 2 ? 'indeterminate' : false} />
                </td>
                <td className="font-medium">
                  demo-heron <span className="font-normal text-ink-3">CUPID-004182</span>
                </td>
                <td>
                  <RiskScore score={score} />
                </td>
                <td>
                  <Id value="01a1fb4e-1111-7000-8000-0000009d7e97" href={i ? undefined : '/zz'} />
                </td>
                <td>
                  <Ago at={iso(-38_000 * (i + 1) ** 6)} />
                </td>
                <td>
                  <Ago at={iso(1000 * 3600 * 24.1 * 29 ** (i / 3))} className="text-ink-2" />
                </td>
                <td>
                  <Pill tone={(['good', 'warn', 'crit', 'neutral'] as const)[i]} dot>
                    {['Active', 'Watch', 'Denied', 'Ended'][i]}
                  </Pill>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <div className="mt-3.5 grid gap-3.5 md:grid-cols-3">
        <Card className="flex flex-col gap-2 p-3.5">
          <Label htmlFor="i">Reason</Label>
          <Input id="i" placeholder="At least 3 characters" />
          <Input aria-label="bad" aria-invalid defaultValue="wrong" />
          <Textarea aria-label="more" placeholder="Say more" />
          <Select defaultValue="a">
            <SelectTrigger aria-label="Reason">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value="a">Customer asked for it</SelectItem>
              <SelectItem value="b">Device lost or stolen</SelectItem>
            </SelectContent>
          </Select>
          <Tabs defaultValue="x">
            <TabsList>
              <TabsTrigger value="x">Timeline</TabsTrigger>
              <TabsTrigger value="y">Audit</TabsTrigger>
            </TabsList>
            <TabsContent value="x" className="py-2">
              Timeline here
            </TabsContent>
          </Tabs>
        </Card>
        <Card>
          <EmptyState title="No session matches" action={<Button>Clear the filters</Button>}>
            Nobody signed in from that range in the last day.
          </EmptyState>
        </Card>
        <Card>
          <ErrorState
            title="The list could not be read"
            detail="The database did not answer within 5 s."
            onRetry={() => toast.error('Still not')}
          />
        </Card>
      </div>
      <div className="mt-3.5 flex flex-wrap gap-2">
        <Dialog>
          <DialogTrigger asChild>
            <Button>Dialog</Button>
          </DialogTrigger>
          <DialogContent>
            <DialogHeader>
              <DialogTitle>Revoke this session?</DialogTitle>
              <DialogDescription>It ends at once, everywhere that asks us.</DialogDescription>
            </DialogHeader>
            <div className="p-4">
              <Textarea aria-label="why" />
            </div>
            <DialogFooter>
              <Button>Cancel</Button>
              <Button variant="danger">Revoke</Button>
            </DialogFooter>
          </DialogContent>
        </Dialog>
        <Sheet>
          <SheetTrigger asChild>
            <Button>Sheet</Button>
          </SheetTrigger>
          <SheetContent>
            <SheetTitle className="p-4">Peek</SheetTitle>
            <SheetDescription className="px-4">A session beside the list</SheetDescription>
          </SheetContent>
        </Sheet>
        <Popover>
          <PopoverTrigger asChild>
            <Button>Popover</Button>
          </PopoverTrigger>
          <PopoverContent>
            <Label htmlFor="p">Risk</Label>
            <Input id="p" />
          </PopoverContent>
        </Popover>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>Menu</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem>Open</DropdownMenuItem>
            <DropdownMenuCheckboxItem checked>User</DropdownMenuCheckboxItem>
            <DropdownMenuItem variant="danger">Revoke</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <Tooltip>
          <TooltipTrigger asChild>
            <Button>Tip</Button>
          </TooltipTrigger>
          <TooltipContent>What it is</TooltipContent>
        </Tooltip>
        <Button
          onClick={() =>
            toast.success('3 tokens ended', { description: 'demo-heron', action: { label: 'Undo', onClick() {} } })
          }
        >
          Toast
        </Button>
      </div>
      <Card className="mt-3.5 flex flex-col gap-2 p-3.5">
        <Skeleton className="w-40" />
        <Skeleton className="w-80" />
      </Card>
    </div>
  )
}
