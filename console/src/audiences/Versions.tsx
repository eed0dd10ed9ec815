import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { AudienceVersion } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { whoText } from '../team/auditWords.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './AudiencePage.module.css'
import { sentenceOf } from './sentence.ts'
import { useTongue } from './useTongue.ts'

/** What it said before; shown once it has been changed. */
export function Versions({ audienceId, version }: { audienceId: string; version: number }) {
  const { t } = useTexts()
  const tongue = useTongue()
  const { data, error } = useQuery({
    queryKey: ['audiences', audienceId, 'versions', version],
    queryFn: ({ signal }) =>
      get(`/api/audiences/${audienceId}/versions`, { answer: z.array(AudienceVersion), signal }),
    enabled: version > 1,
  })
  if (version <= 1) return null
  return (
    <Panel title={t('audiences.versions')} error={error} isLoading={!data}>
      <ol className={classes.versions}>
        {data?.map((one) => (
          <li key={one.version}>
            {t('audiences.versions.number', { version: one.version })}
            <p>{sentenceOf(tongue, one.condition)}</p>
            <p className={classes.when}>
              <DateTime at={one.changedAt} />
              {', '}
              {whoText(tongue, { actor: one.changedBy })}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
