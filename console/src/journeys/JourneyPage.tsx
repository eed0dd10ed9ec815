import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { z } from 'zod'
import { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { JourneyActions } from './JourneyActions.tsx'
import { JourneyFigures } from './JourneyFigures.tsx'
import classes from './JourneyPage.module.css'
import { JourneySkeleton } from './JourneySkeleton.tsx'
import { StatusTag } from './StatusTag.tsx'
import { sideNames, sides } from './sides.ts'

const Filters = z.object({
  tab: z.enum(sideNames).catch('canvas'),
  edit: z.literal('draft').optional().catch(undefined),
})

/** One journey: what it does as a map, who is where in it, what it brought. */
export function JourneyPage() {
  const { t } = useTexts()
  const { id = '' } = useParams({ strict: false })
  const [{ tab, edit }] = useFilters(Filters)
  const query = useQuery({
    queryKey: ['journeys', id],
    queryFn: ({ signal }) => get(`/api/journeys/${id}`, { answer: JourneyDetail, signal }),
    refetchInterval: 10_000,
  })
  const journey = query.data
  const parent = { to: '/journeys', label: t('journeys.title') }
  if (!journey) {
    return (
      <Page title={t(query.error ? 'journeys.one' : 'ui.loading')} parent={parent}>
        {query.error ? (
          <ErrorState error={query.error} retry={query.refetch} />
        ) : (
          <JourneySkeleton />
        )}
      </Page>
    )
  }
  const Side = sides[tab]
  return (
    <Page
      title={journey.name}
      parent={parent}
      answer={
        <span className={classes.answer}>
          <StatusTag status={journey.status} />
          {journey.version !== null && t('journeys.version', { number: journey.version })}
        </span>
      }
      actions={<JourneyActions journey={journey} editing={edit === 'draft'} />}
    >
      {journey.version !== null && !edit && (
        <div className={classes.figures}>
          <JourneyFigures journey={journey} />
        </div>
      )}
      <Tabs
        label={journey.name}
        tabs={sideNames.map((side) => ({
          to: `/journeys/${id}`,
          search: { tab: side === 'canvas' ? undefined : side },
          label: t(`journeys.tab.${side}`),
          active: side === tab,
        }))}
      />
      <Side journey={journey} />
    </Page>
  )
}
