import { Radio } from '@mantine/core'
import { useState } from 'react'
import { OrderSettings } from '../../../../server/src/modules/orders/delivery-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../Settings.module.css'
import { CountFields } from './CountFields.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import type { PartProps } from './useSelling.ts'

const delays = [
  ['payMinutes', 'minutes', 1],
  ['payMoreHours', 'hours', 1],
  ['prepareMinutes', 'minutes', 0],
  ['bringDays', 'days', 1],
  ['collectDays', 'days', 1],
  ['reserveHours', 'hours', 1],
  ['reminderHours', 'hours', 1],
  ['returnDays', 'days', 14],
  ['withdrawalDays', 'days', 14],
] as const

/** How long what waits, and when money is taken. */
export function DelaysForm(props: PartProps<OrderSettings>) {
  const { t } = useTexts()
  const { settings } = props
  const [asked, setAsked] = useState<Partial<OrderSettings>>({})
  const values = { ...settings, ...asked }
  const change = (part: Partial<OrderSettings>) => setAsked({ ...asked, ...part })
  return (
    <SettingsForm {...props} asked={asked} rule={OrderSettings}>
      <div className={classes.counts}>
        <CountFields
          fields={delays.map(([name, unit, min]) => ({
            ...{ name, min, unit: t(`settings.selling.unit.${unit}`) },
            label: t(`settings.selling.${name}`),
          }))}
          values={values}
          onChange={change}
        />
      </div>
      <Radio.Group
        label={t('settings.selling.capture')}
        value={values.capture}
        onChange={(capture) => change({ capture: capture as OrderSettings['capture'] })}
      >
        <div className={classes.choices}>
          {(['order', 'shipment'] as const).map((when) => (
            <Radio
              key={when}
              value={when}
              label={t(`settings.selling.capture.${when}`)}
              description={t(`settings.selling.capture.${when}.hint`)}
            />
          ))}
        </div>
      </Radio.Group>
    </SettingsForm>
  )
}
