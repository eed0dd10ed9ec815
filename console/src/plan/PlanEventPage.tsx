import { useSearch } from '@tanstack/react-router'
import { z } from 'zod'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { ModeTag } from './ModeTag.tsx'
import { PlanEditor } from './PlanEditor.tsx'
import { useDraft, usePlanned } from './usePlan.ts'

const Search = z.object({
  name: z.string().catch(''),
  from: z.enum(['seen', 'vocabulary']).catch('seen'),
})

/** What one event must look like: edited, held against what came, put in force. */
export function PlanEventPage() {
  const { t } = useTexts()
  const { name, from } = Search.parse(useSearch({ strict: false }))
  const { data: detail, error, refetch } = usePlanned(name)
  const isNew = detail?.planned === null
  const draft = useDraft(name, from, isNew)
  const schema = detail?.planned?.schema ?? draft.data
  const failed = error ?? draft.error
  return (
    <Page
      title={name || t('plan.one')}
      parent={{ to: '/sources/plan', label: t('plan.title') }}
      answer={
        detail?.planned ? <ModeTag mode={detail.planned.mode} /> : isNew && t(`plan.from.${from}`)
      }
    >
      {failed ? (
        <ErrorState error={failed} retry={refetch} />
      ) : (
        detail &&
        schema && (
          <PlanEditor
            key={`${name} ${detail.planned?.version ?? 'new'}`}
            name={name}
            detail={detail}
            schema={schema}
          />
        )
      )}
    </Page>
  )
}
