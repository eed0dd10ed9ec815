import { ActionIcon, MultiSelect, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import {
  OrderSettings,
  RoutingBy,
} from '../../../../server/src/modules/orders/delivery-contract.ts'
import { useShops } from '../../shops/useShops.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../Settings.module.css'
import { SettingsForm } from './SettingsForm.tsx'
import type { PartProps } from './useSelling.ts'

/** From where an order leaves when several places have it. */
export function RoutingForm(props: PartProps<OrderSettings>) {
  const { t } = useTexts()
  const places = useShops()
  const { settings } = props
  const [asked, setAsked] = useState<Partial<OrderSettings>>({})
  const values = { ...settings, ...asked }
  const { routing } = values
  const change = (part: Partial<OrderSettings>) => setAsked({ ...asked, ...part })
  const route = (part: Partial<OrderSettings['routing']>) =>
    change({ routing: { ...routing, ...part } })
  return (
    <SettingsForm {...props} asked={asked} rule={OrderSettings}>
      <Criteria chosen={routing.by} onChange={(by) => route({ by })} />
      {routing.by.includes('given-order') && (
        <MultiSelect
          label={t('settings.selling.order')}
          description={t('settings.selling.order.hint')}
          searchable
          value={routing.order}
          onChange={(order) => route({ order })}
          data={(places.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
      <Switch
        label={t('settings.selling.fewestParcels')}
        checked={routing.fewestParcels}
        onChange={(event) => route({ fewestParcels: event.target.checked })}
      />
      {(['shipFromShops', 'splitShipments', 'bringToShops'] as const).map((name) => (
        <Switch
          key={name}
          label={t(`settings.selling.${name}`)}
          checked={values[name]}
          onChange={(event) => change({ [name]: event.target.checked })}
        />
      ))}
    </SettingsForm>
  )
}

interface CriteriaProps {
  chosen: readonly RoutingBy[]
  onChange: (chosen: RoutingBy[]) => void
}

/** What tells two places apart, the first before the others; what is switched off stands below. */
function Criteria({ chosen, onChange }: CriteriaProps) {
  const { t } = useTexts()
  const rest = RoutingBy.options.filter((one) => !chosen.includes(one))
  const move = (at: number, by: 1 | -1) => {
    const moved = chosen.filter((_, index) => index !== at)
    onChange(moved.toSpliced(at + by, 0, chosen[at] as RoutingBy))
  }
  return (
    <fieldset className={classes.plain}>
      <legend className={classes.legend}>{t('settings.selling.by')}</legend>
      <ol className={classes.criteria}>
        {[...chosen, ...rest].map((one, index) => {
          const isChosen = index < chosen.length
          const name = t(`settings.selling.by.${one}`)
          return (
            <li key={one}>
              <Switch
                label={name}
                checked={isChosen}
                disabled={isChosen && chosen.length === 1}
                onChange={() =>
                  onChange(isChosen ? chosen.filter((other) => other !== one) : [...chosen, one])
                }
              />
              {isChosen && (
                <span>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('settings.selling.up', { name })}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <IconArrowUp size={16} stroke={1.6} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('settings.selling.down', { name })}
                    disabled={index === chosen.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <IconArrowDown size={16} stroke={1.6} />
                  </ActionIcon>
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </fieldset>
  )
}
