import { Nowhere } from '#components/shell/nowhere.tsx'
import { Card } from '#components/ui/card.tsx'

export default function NotFound() {
  return (
    <Card>
      <Nowhere />
    </Card>
  )
}
