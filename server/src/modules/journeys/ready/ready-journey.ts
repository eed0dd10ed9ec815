import type { z } from 'zod'
import type { ReadyAudience } from '../../audiences/index.ts'
import type { SampleMail } from '../../messages/index.ts'
import type { EventMatch } from '../condition-contract.ts'
import { Definition } from '../definition-contract.ts'

/** What a ready journey is made of besides itself; the brand gets what it does not have yet. */
export interface Parts {
  /** The mail of this name. */
  readonly mail: (name: SampleMail) => string
  readonly audience: (code: ReadyAudience) => string
  /** When it is begun: a journey at a set moment needs one. */
  readonly now: Date
}

/** A journey that a brand may begin with. */
export interface ReadyJourney {
  /** Names are data: whoever begins it says in which language. */
  readonly name: Readonly<Record<'fr' | 'en', string>>
  readonly mails: readonly SampleMail[]
  readonly audiences?: readonly ReadyAudience[]
  readonly draw: (parts: Parts) => z.input<typeof Definition>
}

export const hour = 3600
export const day = 24 * hour

export const end = { id: 'end', kind: 'exit' } as const

/** An order, within so many days of a mail or a click, is what most journeys are for. */
export const order = (days: number) => ({
  event: 'Order Completed',
  attributionSeconds: days * day,
  value: ['revenue', 'subtotal', 'total'],
})

/** Who takes their yes back is let go at once, and not only at the next mail. */
export const saysNo: z.input<typeof EventMatch> = {
  event: 'Consent Withdrawn',
  where: [{ path: 'channel', is: 'eq', value: 'email' }],
}

export const definitionOf = (ready: ReadyJourney, parts: Parts): Definition =>
  Definition.parse(ready.draw(parts))
