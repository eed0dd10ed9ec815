import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import {
  type Promotion,
  PromotionResults,
} from '../../../server/src/modules/promotions/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Measure, Measures } from '../ui/Measures.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { CodesSection } from './CodesSection.tsx'
import { PromotionActions } from './PromotionActions.tsx'
import { PromotionState } from './PromotionState.tsx'
import classes from './Promotions.module.css'
import { effectText, whenTexts } from './promotionText.ts'
import { promotionsKey, usePromotion } from './usePromotions.ts'
import { useWords } from './useWords.ts'

/** One promotion: what it says, what it has done, and its codes. */
export function PromotionPage() {
  const { t } = useTexts()
  const { id } = useParams({ strict: false })
  const { data: promotion, error, refetch } = usePromotion(id)
  return (
    <Page
      title={promotion?.name ?? t('promotions.one')}
      parent={{ to: '/promotions', label: t('promotions.title') }}
      answer={promotion && <PromotionState promotion={promotion} />}
      actions={promotion && <PromotionActions promotion={promotion} />}
    >
      {error && <ErrorState error={error} retry={refetch} />}
      {!promotion && !error && <div className={classes.bone} aria-hidden="true" />}
      {promotion && (
        <>
          <Sentence promotion={promotion} />
          <Results promotion={promotion} />
          {promotion.needsCode && <CodesSection promotion={promotion} />}
        </>
      )}
    </Page>
  )
}

function Sentence({ promotion }: { promotion: Promotion }) {
  const words = useWords(promotion)
  return (
    <>
      <p className={classes.sentence}>{effectText(words, promotion.effect, promotion.currency)}</p>
      <ul className={classes.chips}>
        {whenTexts(words, promotion).map((text) => (
          <li key={text} className={classes.chip}>
            {text}
          </li>
        ))}
      </ul>
    </>
  )
}

function Results({ promotion: { id, currency, limits, spent } }: { promotion: Promotion }) {
  const { t, formats } = useTexts()
  const { data } = useQuery({
    queryKey: [...promotionsKey, id, 'results'],
    queryFn: ({ signal }) =>
      get(`/api/promotions/${id}/results`, { answer: PromotionResults, signal }),
  })
  const money = (amount: number) => formats.money(amount, currency)
  return (
    <Section title={t('promotions.results')}>
      <Measures label={t('promotions.results')}>
        <Measure label={t('promotions.results.orders')} value={formats.count(data?.orders ?? 0)} />
        <Measure
          label={t('promotions.results.customers')}
          value={formats.count(data?.customers ?? 0)}
        />
        <Measure label={t('promotions.results.given')} value={money(data?.given ?? 0)} />
        {limits.budget !== null && (
          <Measure
            label={t('promotions.results.left')}
            value={money(Math.max(0, limits.budget - spent))}
          />
        )}
        {(data?.givenBack ?? 0) > 0 && (
          <Measure
            label={t('promotions.results.back')}
            value={money(data?.givenBack ?? 0)}
            note={t('promotions.results.back.note')}
          />
        )}
      </Measures>
    </Section>
  )
}
