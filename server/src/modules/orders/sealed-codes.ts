import type { Seal } from '../../kernel/seal.ts'

/** Codes that are told at a counter, kept so that a copy of the database shows none. */
export interface SealedCodes {
  close(code: string, fulfilmentId: string): Buffer
  /** Null where the key of the seal is gone. */
  open(sealed: Buffer | null, fulfilmentId: string): string | null
}

export const sealedCodes = (seal: Seal): SealedCodes => ({
  close: (code, id) => seal.close(code, `pickup ${id}`),
  open: (sealed, id) => (sealed && seal.open(sealed, `pickup ${id}`)) ?? null,
})
