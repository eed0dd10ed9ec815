import type { Work } from '../../kernel/work.ts'

/** The mails that this room has sent: which, to whom, with what in them. */
export interface Letter {
  readonly customerId: string
  readonly mail: 'privacy-code' | 'privacy-proof' | 'export-ready' | 'confirm-consent'
  /** Names it among the customer's messages: asked for twice, it goes out once. */
  readonly key: string
  readonly variables: Readonly<Record<string, string>>
}

/** Whoever sends mails; told at the composition, since that room asks this one for permission. */
export interface Post {
  /** Before the work that plans: a mail that was never written yet takes a moment. */
  ready(): Promise<void>
  plan(work: Work, letters: readonly Letter[]): Promise<void>
}
