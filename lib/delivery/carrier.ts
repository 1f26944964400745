import { BreakerOpen, createBreaker } from '#lib/breaker.ts'
import type { Log } from '#lib/log.ts'
import type { Message } from './delivery.ts'
import { DELIVERY_PROBLEMS, DeliveryProblem } from './delivery-problem.ts'

/** Takes one message. Throws DeliveryProblem when it does not. */
export type Carrier = (message: Message) => Promise<void>

/** Several carriers of one house behind one breaker: while it is down, nobody waits for its time-out. */
export function behindBreaker(name: string, log: Log): (carrier: Carrier) => Carrier {
  const breaker = createBreaker(isOutage, state => log.warn({ carrier: name, state }, 'carrier breaker changed'))
  return carrier => async message => {
    try {
      await breaker(() => carrier(message))
    } catch (error) {
      throw error instanceof BreakerOpen ? new DeliveryProblem('BREAKER_OPEN') : error
    }
  }
}

const isOutage = (error: unknown) => error instanceof DeliveryProblem && DELIVERY_PROBLEMS[error.problem].outage
