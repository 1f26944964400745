import { Gallery } from './gallery.tsx'
export default function Page() {
  return <Gallery now={Date.now()} />
}
