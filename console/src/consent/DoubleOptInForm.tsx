import { Button, NumberInput, Switch } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ConsentRules } from '../../../server/src/modules/consent/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Requests.module.css'
import { useSaveRules } from './useSaveRules.ts'

/** Whether a yes by e-mail waits for its address to answer. */
export function DoubleOptInForm({ rules }: { rules: ConsentRules }) {
  const { t } = useTexts()
  const can = useCan()
  const { save, isPending } = useSaveRules(rules)
  const [isOn, setOn] = useState(rules.doubleOptIn.channels.includes('email'))
  const [days, setDays] = useState(rules.doubleOptIn.withinDays)
  const asked: ConsentRules['doubleOptIn'] = { channels: isOn ? ['email'] : [], withinDays: days }
  const isSame = JSON.stringify(asked) === JSON.stringify(rules.doubleOptIn)
  const mayChange = can('privacy:write')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save({ ...rules, doubleOptIn: asked })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t('consent.rules.double.text')}</p>
      <Switch
        label={t('consent.rules.double.on')}
        checked={isOn}
        disabled={!mayChange}
        onChange={(event) => setOn(event.target.checked)}
      />
      <NumberInput
        label={t('consent.rules.double.days')}
        min={1}
        max={60}
        clampBehavior="strict"
        allowDecimal={false}
        disabled={!mayChange || !isOn}
        value={days}
        onChange={(value) => setDays(Number(value) || 1)}
      />
      {mayChange && (
        <Button type="submit" variant="default" disabled={isSame} loading={isPending}>
          {t('consent.rules.save')}
        </Button>
      )}
    </form>
  )
}
