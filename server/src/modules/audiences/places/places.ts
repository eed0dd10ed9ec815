import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { locations } from '../../shops/index.ts'
import { type Actor, audit } from '../../team/index.ts'
import type { Place } from '../figure-leaf-contract.ts'

/** The brand's shops, and what was written down besides; of one name what was written down. */
export async function places(db: Db): Promise<Place[]> {
  const written = await db
    .selectFrom('audiences.place')
    .select(['name', 'latitude', 'longitude'])
    .execute()
  const names = new Set(written.map(({ name }) => name))
  const shops = (await locations(db, { kind: 'shop' })).flatMap(({ name, latitude, longitude }) =>
    latitude === null || longitude === null || names.has(name) ? [] : { name, latitude, longitude },
  )
  return [...written, ...shops].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Puts these places in the stead of all that were written down. Conditions keep the places they were written with. */
export async function replacePlaces(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  all: readonly Place[],
): Promise<void> {
  const byName = [...new Map(all.map((place) => [place.name, place])).values()]
  await work.tx.deleteFrom('audiences.place').execute()
  await sql`
    insert into audiences.place (name, latitude, longitude, changed_at)
    select name, latitude, longitude, ${work.now}
    from unnest(${byName.map(({ name }) => name)}::text[],
      ${byName.map(({ latitude }) => latitude)}::double precision[],
      ${byName.map(({ longitude }) => longitude)}::double precision[])
      as place (name, latitude, longitude)`.execute(work.tx)
  await audit(work, actor, 'audiences/places-changed', 'places', { n: byName.length })
}
