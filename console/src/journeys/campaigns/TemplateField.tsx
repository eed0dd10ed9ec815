import { Link } from '@tanstack/react-router'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { TemplateChoice } from '../fields/choices.tsx'
import { nowhere } from '../nowhere.ts'
import classes from './Campaigns.module.css'
import { type FieldProps, Part } from './fields.tsx'
import { useExample } from './useExample.ts'

/** Which message, and the way to its text. */
export function TemplateField({ definition, onChange }: FieldProps) {
  const { t, formats } = useTexts()
  const { templateId } = definition
  const { data: example } = useExample(definition)
  return (
    <Part legend={t('campaigns.message')}>
      <div className={classes.row}>
        <TemplateChoice
          value={templateId ?? nowhere}
          onChange={(id) => onChange({ templateId: id })}
        />
        {templateId && (
          <Link to="/messages/$id" params={{ id: templateId }} className={classes.link}>
            {t('campaigns.message.open')}
          </Link>
        )}
      </div>
      {example && example.missing.length > 0 && (
        <p className={classes.quiet} role="status">
          {t('campaigns.message.missing', {
            name: example.name ?? t('audiences.members.stranger'),
            missing: new Intl.ListFormat(formats.locale).format(example.missing),
          })}
        </p>
      )}
    </Part>
  )
}
