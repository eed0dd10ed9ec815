import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { JourneyArms } from '../../../../server/src/modules/journeys/arms-contract.ts'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { get } from '../../api/client.ts'
import { didText, durationText } from '../../texts/phrases.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import classes from './Arms.module.css'
import { SplitPanel } from './SplitPanel.tsx'

const Filters = z.object({ of: z.coerce.number().int().optional().catch(undefined) })

/** The ways among which the lot decides, set beside each other: who came by them, and who reached the goal. */
export function ArmsTab({ journey }: { journey: JourneyDetail }) {
  const { t } = useTexts()
  const [{ of }, setFilters] = useFilters(Filters)
  const { data, error, refetch } = useQuery({
    queryKey: ['journeys', journey.id, 'arms', of],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${journey.id}/arms`, {
        answer: JourneyArms,
        query: { version: of },
        signal,
      }),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  })
  if (error && !data) return <ErrorState error={error} retry={refetch} />
  if (!data) return <div className={classes.bone} aria-hidden="true" />
  if (data.versions.length === 0) {
    return (
      <EmptyState
        icon={<IconArrowsSplit2 size={28} stroke={1.4} />}
        title={t('journeys.arms.empty.title')}
      >
        {t('journeys.arms.empty.text')}
      </EmptyState>
    )
  }
  return (
    <div className={classes.tab}>
      <Version data={data} onChoose={(version) => setFilters({ of: version })} />
      <Explained data={data} />
      {data.splits.map((split) => (
        <SplitPanel key={split.step} split={split} hasGoal={data.hasGoal} />
      ))}
      <p className={classes.hint}>{t('journeys.arms.patience')}</p>
    </div>
  )
}

function Version({ data, onChoose }: { data: JourneyArms; onChoose: (version: number) => void }) {
  const { t } = useTexts()
  const { version, versions } = data
  if (version === null || versions.length < 2) return null
  return (
    <InlineSelect
      label={t('journeys.versions.number')}
      value={String(version)}
      options={versions.map((number) => ({
        value: String(number),
        label: t('journeys.version', { number }),
      }))}
      onChange={(chosen) => onChoose(Number(chosen))}
    />
  )
}

/** What counts as reached, in the words of this journey. */
function Explained({ data: { goal, hasGoal } }: { data: JourneyArms }) {
  const { t } = useTexts()
  if (!hasGoal) return <p className={classes.text}>{t('journeys.arms.noGoal')}</p>
  if (!goal) return <p className={classes.text}>{t('journeys.arms.goalStep')}</p>
  return (
    <p className={classes.text}>
      {t('journeys.arms.text', {
        did: didText(t, goal.event),
        within: durationText(t, goal.seconds),
      })}
    </p>
  )
}
