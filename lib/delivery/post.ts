import { DeliveryProblem, problemOfStatus } from './delivery-problem.ts'

export type Post = {
  url: string
  headers: Record<string, string>
  body: string
  /** For the whole of it, the answer's body included. */
  timeoutMs: number
  /** Reads the answer's beginning when given; throws a problem of its own where it knows better. */
  read?: (text: string, status: number, problem: DeliveryProblem | null) => void
}

// More than any answer we read; a carrier that sends more is cut off, not stored.
const MAX_ANSWER_BYTES = 64 * 1024

/** One POST to a carrier. Throws DeliveryProblem unless it was taken. */
export async function post({ url, headers, body, timeoutMs, read }: Post): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    const problem = problemOfStatus(response.status, response.headers.get('retry-after'))
    if (read) read(await beginning(response), response.status, problem)
    else await response.body?.cancel()
    if (problem) throw problem
  } catch (error) {
    if (error instanceof DeliveryProblem) throw error
    throw new DeliveryProblem(signal.aborted ? 'TIMEOUT' : 'UNREACHABLE')
  }
}

async function beginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.byteLength
    if (length > MAX_ANSWER_BYTES) break
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES))
}
