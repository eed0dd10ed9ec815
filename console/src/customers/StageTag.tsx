import type {
  CustomerProfile,
  Stage,
} from '../../../server/src/modules/customers/profile-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'
import classes from './Facts.module.css'

const tones: Record<Stage, Tone> = {
  prospect: 'plain',
  new: 'info',
  active: 'good',
  loyal: 'good',
  at_risk: 'warn',
  lost: 'bad',
}

/** Where somebody stands with the brand; a click tells why. */
export function StageTag({ profile }: { profile: CustomerProfile }) {
  const { t, formats } = useTexts()
  const { stage, stageFrom } = profile
  const { orders, ordersInYear, lastOrderAt, rules } = stageFrom
  return (
    <details className={classes.why}>
      <summary title={t('customers.stage.why')}>
        <Tag tone={tones[stage]}>{t(`customers.stage.${stage}`)}</Tag>
      </summary>
      <p>
        {t(`customers.stage.${stage}.why`, {
          ...{ orders, ordersInYear, ...rules },
          last: lastOrderAt ? formats.date(lastOrderAt) : '–',
        })}
      </p>
    </details>
  )
}
