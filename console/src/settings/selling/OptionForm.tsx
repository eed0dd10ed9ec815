import { Button, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  DeliveryKind,
  DeliveryOption,
} from '../../../../server/src/modules/orders/delivery-contract.ts'
import { useTaxes } from '../../catalog/useCatalog.ts'
import { MoneyField, OptionalMoney } from '../../promotions/fields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../Settings.module.css'

interface OptionFormProps {
  option: DeliveryOption | undefined
  /** Codes that there are. */
  taken: readonly string[]
  currency: string
  onSave: (option: DeliveryOption) => void
  onRemove: (() => void) | undefined
  onClose: () => void
}

const blank: DeliveryOption = {
  ...{ code: '', kind: 'ship', name: { fr: '', en: '' }, active: true, price: 0 },
  ...{ freeFrom: null, taxClass: 'standard', countries: [], days: null },
}

/** One way of delivery: what it is called, costs, how long it takes, where it goes to. */
export function OptionForm({
  option,
  taken,
  currency,
  onSave,
  onRemove,
  onClose,
}: OptionFormProps) {
  const { t, formats, language } = useTexts()
  const taxes = useTaxes()
  const [asked, setAsked] = useState(option ?? blank)
  const change = (part: Partial<DeliveryOption>) => setAsked({ ...asked, ...part })
  const isTaken = !option && taken.includes(asked.code)
  const isReady = DeliveryOption.safeParse(asked).success && !isTaken
  const countries = [...new Set((taxes.data?.rates ?? []).map(({ country }) => country))].sort()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) onSave(asked)
  }
  const day = (at: 0 | 1, value: string | number) => {
    const [from, to] = asked.days ?? [0, 0]
    const days = at === 0 ? [Number(value), Math.max(Number(value), to)] : [from, Number(value)]
    change({ days: [days[0] ?? 0, days[1] ?? 0] })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      {(['fr', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          required
          label={t(`settings.selling.name.${language}`)}
          maxLength={80}
          value={asked.name[language]}
          onChange={(event) => change({ name: { ...asked.name, [language]: event.target.value } })}
        />
      ))}
      {!option && (
        <TextInput
          required
          label={t('settings.selling.code')}
          description={t('settings.selling.code.hint')}
          error={isTaken && t('settings.selling.code.taken')}
          maxLength={31}
          value={asked.code}
          onChange={(event) => change({ code: event.target.value.toLowerCase() })}
        />
      )}
      <Select
        label={t('settings.selling.kind')}
        allowDeselect={false}
        disabled={option !== undefined}
        value={asked.kind}
        onChange={(kind) => change({ kind: DeliveryKind.parse(kind) })}
        data={DeliveryKind.options.map((value) => ({ value, label: t(`orders.kind.${value}`) }))}
      />
      <div className={classes.counts}>
        <MoneyField
          label={t('settings.selling.price')}
          value={asked.price}
          currency={currency}
          onChange={(price) => change({ price })}
        />
        <OptionalMoney
          label={t('settings.selling.freeFrom')}
          placeholder={t('settings.selling.never')}
          value={asked.freeFrom}
          currency={currency}
          onChange={(freeFrom) => change({ freeFrom })}
        />
      </div>
      {asked.kind === 'ship' && (
        <>
          <div className={classes.counts}>
            {([0, 1] as const).map((at) => (
              <NumberInput
                key={at}
                label={t(at === 0 ? 'settings.selling.days.from' : 'settings.selling.days.to')}
                min={0}
                max={60}
                allowDecimal={false}
                value={asked.days?.[at] ?? ''}
                onChange={(value) => (value === '' ? change({ days: null }) : day(at, value))}
              />
            ))}
          </div>
          <MultiSelect
            label={t('settings.selling.countries')}
            placeholder={asked.countries.length === 0 ? t('settings.selling.everywhere') : ''}
            searchable
            value={asked.countries}
            onChange={(chosen) => change({ countries: chosen })}
            data={countries.map((value) => ({ value, label: formats.country(value) ?? value }))}
          />
        </>
      )}
      <Select
        label={t('settings.selling.taxClass')}
        allowDeselect={false}
        value={asked.taxClass}
        onChange={(taxClass) => taxClass && change({ taxClass })}
        data={(taxes.data?.classes ?? []).map(({ code, name }) => ({
          value: code,
          label: name[language] || name.fr,
        }))}
      />
      <Switch
        label={t('settings.selling.active')}
        checked={asked.active}
        onChange={(event) => change({ active: event.target.checked })}
      />
      <div className={classes.end}>
        {onRemove && (
          <Button variant="subtle" color="red" onClick={onRemove}>
            {t('settings.selling.remove')}
          </Button>
        )}
        <span className={classes.gap} />
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" disabled={!isReady}>
          {t('settings.selling.save')}
        </Button>
      </div>
    </form>
  )
}
