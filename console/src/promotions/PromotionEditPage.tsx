import { useParams } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { newPromotion } from './draft.ts'
import { PromotionForm } from './PromotionForm.tsx'
import classes from './Promotions.module.css'
import { usePromotion } from './usePromotions.ts'

/** Writes a new promotion, or changes one there is. */
export function PromotionEditPage() {
  const { t } = useTexts()
  const { brand } = useSession()
  const { id } = useParams({ strict: false })
  const { data: promotion, error, refetch } = usePromotion(id)
  if (id === undefined) {
    return <PromotionForm promotion={undefined} start={newPromotion(brand.currency)} />
  }
  if (promotion) return <PromotionForm promotion={promotion} start={promotion} />
  return (
    <Page title={t('promotions.edit.title')}>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <div className={classes.bone} aria-hidden="true" />
      )}
    </Page>
  )
}
