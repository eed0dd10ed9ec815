import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { NewPromotion, Promotion } from '../../../server/src/modules/promotions/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { EffectFields } from './EffectFields.tsx'
import { LimitFields } from './LimitFields.tsx'
import classes from './Promotions.module.css'
import { effectText, whenTexts } from './promotionText.ts'
import { TryOut } from './TryOut.tsx'
import { promotionsKey } from './usePromotions.ts'
import { useWords } from './useWords.ts'

interface PromotionFormProps {
  /** The one that is changed; none for a new one. */
  promotion: Promotion | undefined
  start: NewPromotion
}

/** The promotion in pieces on the left, as a sentence above them; a basket to try it on beside. */
export function PromotionForm({ promotion, start }: PromotionFormProps) {
  const { t } = useTexts()
  const [draft, setDraft] = useState(start)
  const words = useWords(draft)
  const change = (said: Partial<NewPromotion>) => setDraft((before) => ({ ...before, ...said }))
  // What cannot be saved yet can be tried once it has a name.
  const whole = NewPromotion.safeParse({ ...draft, name: draft.name || '–' })
  const save = useSave(promotion?.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = NewPromotion.safeParse(draft)
    if (said.success) save.mutate(said.data)
  }
  const back = promotion ? `/promotions/${promotion.id}` : '/promotions'
  return (
    <form onSubmit={submit}>
      <Page
        title={promotion?.name ?? t('promotions.new')}
        parent={{ to: back, label: promotion?.name ?? t('promotions.title') }}
        actions={
          <>
            <LinkButton to={back} variant="default">
              {t('ui.cancel')}
            </LinkButton>
            <Button type="submit" disabled={!whole.success || !draft.name} loading={save.isPending}>
              {t(promotion ? 'promotions.edit.save' : 'promotions.edit.create')}
            </Button>
          </>
        }
      >
        <div className={classes.columns}>
          <div className={classes.form}>
            <div>
              <p className={classes.sentence} aria-live="polite">
                {effectText(words, draft.effect, draft.currency)}
              </p>
              <ul className={classes.chips}>
                {whenTexts(words, draft).map((text) => (
                  <li key={text} className={classes.chip}>
                    {text}
                  </li>
                ))}
              </ul>
            </div>
            <TextInput
              required
              withAsterisk={false}
              maxLength={200}
              label={t('promotions.edit.name')}
              placeholder={t('promotions.edit.name.example')}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
            <EffectFields
              effect={draft.effect}
              currency={draft.currency}
              onChange={(effect) => change({ effect })}
            />
            <ConditionFields
              conditions={draft.conditions}
              currency={draft.currency}
              onChange={(conditions) => change({ conditions })}
            />
            <LimitFields draft={draft} onChange={change} />
          </div>
          <TryOut draft={whole.data} id={promotion?.id} currency={draft.currency} />
        </div>
      </Page>
    </form>
  )
}

function useSave(id: string | undefined) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (said: NewPromotion) =>
      id
        ? send('PUT', `/api/promotions/${id}`, said, { answer: Promotion })
        : send('POST', '/api/promotions', said, { answer: Promotion }),
    onSuccess: async (saved) => {
      queries.setQueryData([...promotionsKey, saved.id], saved)
      await queries.invalidateQueries({ queryKey: [...promotionsKey, 'list'] })
      await navigate({ to: '/promotions/$id', params: { id: saved.id } })
      notify(t('promotions.edit.saved'))
    },
    onError: notifyProblem,
  })
}
