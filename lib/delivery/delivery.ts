/** How a second factor reaches its user. */
export const CHANNELS = ['sms', 'voice', 'push'] as const
export type Channel = (typeof CHANNELS)[number]

/** One challenge on its way to a user. */
export type Message = {
  transactionId: string
  contextId: string
  cupid: string
  channel: Channel
  /** A number in E.164; of a push, null: whoever delivers it knows the user's phones by the cupid. */
  to: string | null
  /** Six digits; of a push, null. The number to type stays on the screen of whoever signs in. */
  code: string | null
  /** What the user is signing in to, in its own words. */
  appName: string
  correlationId: string
}

/** Brings challenges to users. Three answer: Twilio, a signed webhook, and the demo's outbox. */
export interface Delivery {
  /** What can be delivered as the product is configured; nothing, where nobody said how. */
  channels: ReadonlySet<Channel>
  /** Throws `dependency_unavailable` when the carrier may take it later, any other failure when it never will. */
  send(message: Message): Promise<void>
}
