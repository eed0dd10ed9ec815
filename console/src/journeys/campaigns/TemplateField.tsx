import { Link } from '@tanstack/react-router'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { TemplateChoice } from '../fields/choices.tsx'
import { nowhere } from '../nowhere.ts'
import classes from './Campaigns.module.css'
import { type FieldProps, Part } from './fields.tsx'

/** Which message, and the way to its text. */
export function TemplateField({ definition: { templateId }, onChange }: FieldProps) {
  const { t } = useTexts()
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
    </Part>
  )
}
