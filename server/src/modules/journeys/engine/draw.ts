import { hash } from 'node:crypto'

/**
 * A number in [0, 1) that belongs to a customer, a journey and a label: the same at every passage,
 * on every machine and in a backtest, so that nobody changes arms and nothing has to be remembered.
 */
export function drawOf(journeyId: string, customerId: string): (label: string) => number {
  return (label) => {
    const digest = hash('sha256', `${journeyId}/${label}/${customerId}`, 'buffer')
    return digest.readUIntBE(0, 6) / 2 ** 48
  }
}
