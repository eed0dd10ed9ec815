import { z } from 'zod'
import { Session } from '../../../server/src/modules/team/contract.ts'
import { NextProof } from '../../../server/src/modules/team/proof-contract.ts'

/** What a right password leads to: the house, or one more question at its door. */
export const Entered = z.union([NextProof, Session])
