import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { ZodType } from 'zod'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../Settings.module.css'
import type { PartProps } from './useSelling.ts'

interface SettingsFormProps<Settings> extends PartProps<Settings> {
  /** What of it is said otherwise. */
  asked: Partial<Settings>
  rule: ZodType<Settings>
  children: ReactNode
}

/** The frame of a part of the settings: its fields, and the button that saves what changed. */
export function SettingsForm<Settings extends object>(props: SettingsFormProps<Settings>) {
  const { settings, asked, rule, mayChange, isPending, save, children } = props
  const { t } = useTexts()
  const whole = { ...settings, ...asked }
  const isSame = JSON.stringify(whole) === JSON.stringify(settings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(asked)
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <fieldset className={classes.plain} disabled={!mayChange}>
        {children}
      </fieldset>
      {mayChange && (
        <Button
          type="submit"
          variant="default"
          disabled={isSame || !rule.safeParse(whole).success}
          loading={isPending}
        >
          {t('settings.selling.save')}
        </Button>
      )}
    </form>
  )
}
