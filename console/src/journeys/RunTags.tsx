import type { RunLine } from '../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './RunPath.module.css'

const tones = { waiting: 'info', done: 'plain', exited: 'plain', failed: 'bad' } as const

type Run = Pick<RunLine, 'state' | 'holdout' | 'convertedAt'>

/** Where a run stands, in a word each: on the way, held out, converted. */
export function RunTags({ run: { state, holdout, convertedAt } }: { run: Run }) {
  const { t } = useTexts()
  return (
    <span className={classes.tags}>
      <Tag tone={tones[state]}>{t(`journeys.run.${state}`)}</Tag>
      {holdout && <Tag>{t('journeys.run.holdout')}</Tag>}
      {convertedAt && <Tag tone="good">{t('journeys.run.converted')}</Tag>}
    </span>
  )
}
