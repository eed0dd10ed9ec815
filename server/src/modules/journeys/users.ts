import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { AudienceUse, UsedBy } from '../audiences/index.ts'
import type { JourneyStatus } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { namesIn } from './flaws.ts'
import './tables.ts'

/** Journeys and campaigns that go by an audience or a list, with whether somebody would miss it today. */
export const usersOf: UsedBy = async (db, what) => [
  ...(await journeysBy(db, what)),
  ...(await campaignsBy(db, what)),
]

type What = Parameters<UsedBy>[1]

interface Version {
  readonly id: string
  readonly name: string
  readonly status: JourneyStatus
  readonly definition: Definition
  /** Newcomers follow it, or somebody still goes by it. */
  readonly followed: boolean
  readonly latest: boolean
}

async function journeysBy(db: Db, { of, id }: What): Promise<AudienceUse[]> {
  const { rows } = await sql<Version>`
    select journey.id, journey.name, journey.status, version.definition,
      version.id = journey.published_version_id or exists (
        select from journeys.run where run.journey_id = journey.id
          and run.version_id = version.id and run.state = 'waiting') as followed,
      version.number = (select max(number) from journeys.version as other
        where other.journey_id = journey.id) as latest
    from journeys.journey join journeys.version on version.journey_id = journey.id
    where strpos(version.definition::text, ${id}) > 0
    order by journey.name, journey.id`.execute(db)
  const naming = rows.filter(
    ({ definition, followed, latest }) =>
      (followed || latest) &&
      namesIn(definition).some((name) => name.kind === of && name.id === id),
  )
  return [...new Map(naming.map((one) => [one.id, one])).values()].map(
    ({ id: journeyId, name }) => ({
      ...{ kind: 'journey' as const, id: journeyId, name },
      live: naming.some((one) => one.id === journeyId && one.followed && isGoing(one.status)),
    }),
  )
}

const isGoing = (status: JourneyStatus) => status !== 'draft' && status !== 'stopped'

async function campaignsBy(db: Db, { of, id }: What): Promise<AudienceUse[]> {
  const { rows } = await sql<{ id: string; name: string; live: boolean }>`
    select id, name, state <> 'draft' as live from journeys.campaign
    where ended_at is null and definition -> 'to' ->> 'of' = ${of}
      and definition -> 'to' ->> 'id' = ${id}
    order by name, id`.execute(db)
  return rows.map((row) => ({ kind: 'campaign', ...row }))
}
