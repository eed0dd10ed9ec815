import type { Work } from '../../../kernel/work.ts'
import { identifiersOfAll, threadIds } from '../../customers/index.ts'
import type { Named } from '../opposed.ts'
import type { RequestRow } from './request.ts'
import type { Sought } from './rows.ts'

/** Kinds that name a person rather than a device that others may use too. */
export const naming = ['user_id', 'loyalty_card', 'email', 'phone']

export interface Cluster extends Sought {
  /** What names the person, for the list of those who must be left alone. */
  readonly named: readonly Named[]
}

/** Everybody that the person of a request is known as, and all that names them. */
export async function clusterOf(work: Work, row: RequestRow): Promise<Cluster> {
  const ids = row.customer_id ? await threadIds(work.tx, row.customer_id) : []
  const asked = row.identifier
    ? [{ kind: row.identifier_kind, value: row.identifier.trim().toLowerCase() }]
    : []
  const identifiers = [...(await identifiersOfAll(work.tx, ids)), ...asked]
  return {
    ids,
    traces: [...new Set([...identifiers.map(traceOf), ...ids.map(quoted)])],
    named: identifiers.filter(({ kind }) => naming.includes(kind)),
  }
}

/** How a text mentions an identifier: an address anywhere, a number however it begins, others whole. */
function traceOf({ kind, value }: Named): string {
  if (kind === 'email') return value
  if (kind === 'phone' && /\d{9}$/.test(value)) return value.slice(-9)
  return quoted(value)
}

const quoted = (value: string) => JSON.stringify(value)
