import { Button, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ConsentRules } from '../../../server/src/modules/consent/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Requests.module.css'
import { useSaveRules } from './useSaveRules.ts'

/** Whether who bought may be written to without a yes, and since when the order offers the refusal. */
export function SoftOptInForm({ rules }: { rules: ConsentRules }) {
  const { t } = useTexts()
  const can = useCan()
  const { save, isPending } = useSaveRules(rules)
  const [isOn, setOn] = useState(rules.softOptIn.channels.includes('email'))
  const [since, setSince] = useState(rules.softOptIn.offeredSince ?? '')
  const asked: ConsentRules['softOptIn'] = {
    channels: isOn ? ['email'] : [],
    offeredSince: since || null,
  }
  const isSame = JSON.stringify(asked) === JSON.stringify(rules.softOptIn)
  const mayChange = can('privacy:write')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save({ ...rules, softOptIn: asked })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t('consent.rules.soft.text')}</p>
      <Switch
        label={t('consent.rules.soft.on')}
        checked={isOn}
        disabled={!mayChange}
        onChange={(event) => setOn(event.target.checked)}
      />
      <TextInput
        type="date"
        label={t('consent.rules.soft.since')}
        disabled={!mayChange || !isOn}
        value={since}
        onChange={(event) => setSince(event.target.value)}
      />
      {mayChange && (
        <Button
          type="submit"
          variant="default"
          disabled={isSame || (isOn && since === '')}
          loading={isPending}
        >
          {t('consent.rules.save')}
        </Button>
      )}
    </form>
  )
}
