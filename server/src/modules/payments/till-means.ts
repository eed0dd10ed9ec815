import type { TillMeans } from '../till/index.ts'
import type { Payment } from './contract.ts'

/** What a receipt calls it: what was paid in a shop by what it was taken as, where somebody said so. */
export const tillMeans = ({ means, takenAs }: Pick<Payment, 'means' | 'takenAs'>): TillMeans =>
  means === 'in-shop' ? (takenAs ?? means) : means
