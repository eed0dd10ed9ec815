import { Button, CloseButton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type CardEntry,
  GiftCardDetail as Detail,
} from '../../../server/src/modules/promotions/gift-card-contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { DateTime } from '../ui/times.tsx'
import { CardState } from './CardState.tsx'
import classes from './GiftCards.module.css'
import { cardsKey } from './usePromotions.ts'

/** One card: what is left, every movement of it, and what can be done. */
export function GiftCardDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const { data: card } = useQuery({
    queryKey: [...cardsKey, id],
    queryFn: ({ signal }) => get(`/api/gift-cards/${id}`, { answer: Detail, signal }),
  })
  const block = useBlock(id)
  if (!card) return <aside className={classes.detail} aria-busy="true" />
  const money = (amount: number) => formats.money(amount, card.currency)
  return (
    <aside className={classes.detail} aria-label={t('promotions.cards.detail')}>
      <header className={classes.detailHead}>
        <div>
          <h2 className={classes.amount}>{money(card.balance)}</h2>
          <p className={classes.quiet}>{t('promotions.cards.tail', { tail: card.tail })}</p>
        </div>
        <CloseButton size="sm" aria-label={t('promotions.cards.close')} onClick={onClose} />
      </header>
      <div>
        <CardState card={card} />
      </div>
      {can('promotions:write') && (
        <Button
          variant="default"
          loading={block.isPending}
          onClick={() => block.mutate(card.blockedAt === null)}
        >
          {t(card.blockedAt ? 'promotions.cards.unblock' : 'promotions.cards.block')}
        </Button>
      )}
      <h3 className={classes.subtitle}>{t('promotions.cards.ledger')}</h3>
      <ul className={classes.entries}>
        {card.holds.map(({ ref, amount, at }) => (
          <li key={ref} className={classes.entry}>
            <span>
              {t('promotions.cards.entry.hold')}
              <span className={classes.quiet}>
                <DateTime at={at} />
              </span>
            </span>
            <span className={classes.held}>{money(amount)}</span>
          </li>
        ))}
        {card.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} money={money} />
        ))}
      </ul>
    </aside>
  )
}

function Entry({ entry, money }: { entry: CardEntry; money: (amount: number) => string }) {
  const { t } = useTexts()
  return (
    <li className={classes.entry}>
      <span>
        {t(`promotions.cards.entry.${entry.kind}`)}
        <span className={classes.quiet}>
          <DateTime at={entry.at} />
        </span>
      </span>
      <span className={classes.figures}>
        {entry.amount > 0 ? '+' : '−'}
        {money(Math.abs(entry.amount))}
        <span className={classes.quiet}>{money(entry.balance)}</span>
      </span>
    </li>
  )
}

function useBlock(id: string) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (blocked: boolean) =>
      send('POST', `/api/gift-cards/${id}/${blocked ? 'block' : 'unblock'}`, undefined, {
        answer: Detail,
      }),
    onSuccess: async (_, blocked) => {
      await queries.invalidateQueries({ queryKey: cardsKey })
      notify(t(blocked ? 'promotions.cards.blocked' : 'promotions.cards.unblocked'))
    },
    onError: notifyProblem,
  })
}
