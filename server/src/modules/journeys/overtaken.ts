/**
 * Another transaction changed a run between our reading and our writing it. The code is PostgreSQL's
 * for a failed serialisation, so that the unit of work is undone and begun anew (see kernel/work.ts).
 */
export class Overtaken extends Error {
  readonly code = '40001'

  constructor() {
    super('a run was changed meanwhile')
  }
}
