import { Select, TextInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Identity.module.css'
import type { RulesPart } from './LimitsField.tsx'

/** In which one form e-mail addresses and numbers are compared. */
export function FormsFields({ rules, onChange }: RulesPart) {
  const { t } = useTexts()
  return (
    <section className={classes.card}>
      <h2 className={classes.sideTitle}>{t('identity.forms')}</h2>
      <Select
        label={t('identity.forms.email')}
        allowDeselect={false}
        value={rules.emailForm}
        onChange={(value) =>
          onChange({ emailForm: value === 'as-sent' ? 'as-sent' : 'lower-case' })
        }
        data={[
          { value: 'lower-case', label: t('identity.forms.email.lower-case') },
          { value: 'as-sent', label: t('identity.forms.as-sent') },
        ]}
      />
      <div className={classes.row}>
        <Select
          label={t('identity.forms.phone')}
          allowDeselect={false}
          value={rules.phoneForm}
          onChange={(value) => onChange({ phoneForm: value === 'as-sent' ? 'as-sent' : 'e164' })}
          data={[
            { value: 'e164', label: t('identity.forms.phone.e164') },
            { value: 'as-sent', label: t('identity.forms.as-sent') },
          ]}
        />
        <TextInput
          label={t('identity.forms.region')}
          description={t('identity.forms.region.hint')}
          maxLength={2}
          value={rules.region}
          onChange={(event) => onChange({ region: event.target.value.toUpperCase() })}
        />
      </div>
    </section>
  )
}
