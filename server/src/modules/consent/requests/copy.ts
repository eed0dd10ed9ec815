/** All that is known of a person, table by table: what both files say. */
export interface Export {
  readonly requestId: string
  readonly madeAt: string
  readonly brand: string
  readonly language: 'fr' | 'en'
  /** Who else gets data of the brand's customers. */
  readonly recipients: readonly string[]
  readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>
}
