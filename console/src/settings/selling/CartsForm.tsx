import { Select } from '@mantine/core'
import { useState } from 'react'
import { CartSettings, MergePolicy } from '../../../../server/src/modules/carts/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../Settings.module.css'
import { CountFields } from './CountFields.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import type { PartProps } from './useSelling.ts'

const counts = [
  ['guestDays', 'days', 1],
  ['signedInDays', 'days', 1],
  ['callsPerMinute', 'perMinute', 10],
  ['sessionsPerMinute', 'perMinute', 1],
] as const

/** What becomes of a guest's cart, and how much a visitor may ask of the shop. */
export function CartsForm(props: PartProps<CartSettings>) {
  const { t } = useTexts()
  const [asked, setAsked] = useState<Partial<CartSettings>>({})
  const values = { ...props.settings, ...asked }
  const change = (part: Partial<CartSettings>) => setAsked({ ...asked, ...part })
  return (
    <SettingsForm {...props} asked={asked} rule={CartSettings}>
      <Select
        label={t('settings.selling.merge')}
        description={t('settings.selling.merge.hint')}
        allowDeselect={false}
        value={values.merge}
        onChange={(merge) => change({ merge: MergePolicy.parse(merge) })}
        data={MergePolicy.options.map((value) => ({
          value,
          label: t(`settings.selling.merge.${value}`),
        }))}
      />
      <div className={classes.counts}>
        <CountFields
          fields={counts.map(([name, unit, min]) => ({
            ...{ name, min, unit: t(`settings.selling.unit.${unit}`) },
            label: t(`settings.selling.${name}`),
          }))}
          values={values}
          onChange={change}
        />
      </div>
    </SettingsForm>
  )
}
