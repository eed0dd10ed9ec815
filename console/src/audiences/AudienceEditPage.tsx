import { useParams } from '@tanstack/react-router'
import type { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { AudienceForm } from './AudienceForm.tsx'
import { draftOf, freshLeaf, newGroup, newLeaf } from './draft.ts'
import classes from './Editor.module.css'
import { useAudience } from './useAudiences.ts'

/** Who cannot read the old condition any more begins with an empty one. */
const startOf = ({ condition }: Audience) => (condition ? draftOf(condition) : newGroup('all'))

/** Draws a new audience, or another line for one there is. */
export function AudienceEditPage() {
  const { t } = useTexts()
  const { id } = useParams({ strict: false })
  const { data: audience, error, refetch } = useAudience(id)
  if (id === undefined) {
    return (
      <AudienceForm
        audience={undefined}
        start={{ name: '', group: () => newGroup('all', [newLeaf(freshLeaf.event)]) }}
      />
    )
  }
  if (audience) {
    return (
      <AudienceForm
        audience={audience}
        start={{ name: audience.name, group: () => startOf(audience) }}
      />
    )
  }
  return (
    <Page title={t('audiences.edit.title')}>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <div className={classes.bone} aria-hidden="true" />
      )}
    </Page>
  )
}
