import { useParams } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import classes from './TemplatePage.module.css'
import { useTemplate } from './useTemplates.ts'

/** One template: its text on one side, what a real customer gets on the other. */
export function TemplatePage() {
  const { t } = useTexts()
  const { id = '' } = useParams({ strict: false })
  const { template, versions, error, refetch } = useTemplate(id)
  const newest = versions?.[0]
  if (template && newest) {
    return (
      <TemplateEditor key={`${id}.${newest.version}`} template={template} versions={versions} />
    )
  }
  return (
    <Page
      title={t(error ? 'messages.one' : 'ui.loading')}
      parent={{ to: '/messages', label: t('messages.title') }}
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <div className={classes.columns} aria-hidden="true">
          <div className={classes.bone} />
          <div className={classes.bone} />
        </div>
      )}
    </Page>
  )
}
