import { Checkbox } from '@mantine/core'
import { type Entry, Interest } from '../../../../server/src/modules/journeys/entry-contract.ts'
import { NumberField } from '../../audiences/CountFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../fields/Fields.module.css'
import { Sentence } from '../fields/Sentence.tsx'

type ProductEntry = Extract<Entry, { kind: 'price-drop' | 'back-in-stock' }>

interface ProductFormProps {
  entry: ProductEntry
  onChange: (entry: ProductEntry) => void
}

/** Whom the news of a product concerns. */
export function ProductForm({ entry, onChange }: ProductFormProps) {
  const { t } = useTexts()
  const { interests, withinDays } = entry
  const turn = (interest: Interest) => {
    const turned = interests.includes(interest)
      ? interests.filter((one) => one !== interest)
      : [...interests, interest]
    if (turned.length > 0) onChange({ ...entry, interests: turned })
  }
  return (
    <>
      {entry.kind === 'price-drop' && (
        <Sentence
          text="canvas.entry.percent.form"
          parts={{
            percent: (
              <NumberField
                label={t('canvas.entry.percent')}
                value={entry.atLeastPercent}
                min={0}
                max={99}
                onChange={(atLeastPercent) => onChange({ ...entry, atLeastPercent })}
              />
            ),
          }}
        />
      )}
      <fieldset className={classes.labelled}>
        <legend className={classes.label}>{t('canvas.entry.interests')}</legend>
        {Interest.options.map((interest) => (
          <Checkbox
            key={interest}
            size="sm"
            label={t(`canvas.entry.interest.${interest}`)}
            checked={interests.includes(interest)}
            onChange={() => turn(interest)}
          />
        ))}
      </fieldset>
      <Sentence
        text="canvas.entry.within.form"
        parts={{
          days: (
            <NumberField
              label={t('canvas.entry.withinDays')}
              value={withinDays}
              min={1}
              max={365}
              onChange={(days) => onChange({ ...entry, withinDays: days })}
            />
          ),
        }}
      />
    </>
  )
}
