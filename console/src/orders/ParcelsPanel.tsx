import { Button, Group } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { DateTime } from '../ui/times.tsx'
import { InPartDialog } from './InPartDialog.tsx'
import classes from './Orders.module.css'
import { ParcelTag } from './OrderTags.tsx'
import { ShipDialog } from './ShipDialog.tsx'
import { type OrderDeed, useOrderDeed } from './useOrders.ts'

type Parcel = OrderDetail['fulfilments'][number]

/** What is asked before it is done. */
const dialogs = { ship: ShipDialog, 'receive-in-part': InPartDialog }

interface Asked {
  readonly what: keyof typeof dialogs
  readonly parcelId: string
}

/** What leaves from where, why from there, and the next thing to do with it. */
export function ParcelsPanel({ order }: { order: OrderDetail }) {
  const { t } = useTexts()
  const deed = useOrderDeed(order.id)
  const [asked, setAsked] = useState<Asked>()
  const parcel = order.fulfilments.find(({ id }) => id === asked?.parcelId)
  const Dialog = asked && dialogs[asked.what]
  const { code } = useSearch({ strict: false }) as { code?: string }
  return (
    <Panel title={t('orders.parcels', { n: order.fulfilments.length })}>
      {code && <p className={classes.hint}>{t('orders.byCode', { code })}</p>}
      <ul className={classes.list}>
        {order.fulfilments.map((parcel) => (
          <li key={parcel.id} className={classes.parcel}>
            <ParcelFacts parcel={parcel} order={order} />
            <NextDeed
              parcel={parcel}
              order={order}
              doing={deed.isPending ? deed.variables : undefined}
              onDo={(one) => deed.mutate(one)}
              onAsk={(what) => setAsked({ what, parcelId: parcel.id })}
            />
          </li>
        ))}
      </ul>
      <Refused error={deed.error} />
      {parcel && Dialog && (
        <Dialog order={order} parcel={parcel} onClose={() => setAsked(undefined)} />
      )}
    </Panel>
  )
}

function ParcelFacts({ parcel, order }: { parcel: Parcel; order: OrderDetail }) {
  const { t } = useTexts()
  const names = new Map(order.lines.map(({ id, name }) => [id, name]))
  const { kind, place, routing, carrier, tracking, expiresAt, coming, expectedAt } = parcel
  return (
    <div>
      <p className={classes.parcelHead}>
        <ParcelTag state={parcel.state} />
        <strong>{t(`orders.kind.${kind}`)}</strong>
        {place && <span>{place.name}</span>}
      </p>
      <p className={classes.hint}>
        {parcel.lines
          .map(({ lineId, quantity }) => `${quantity} × ${names.get(lineId) ?? ''}`)
          .join(', ')}
      </p>
      <p className={classes.hint}>
        {t(`orders.routing.${whyOf(routing.reason)}`)}
        {tracking && ` · ${carrier ?? ''} ${tracking}`}
        {coming && expectedAt && (
          <>
            {' · '}
            {t('orders.expected')} <DateTime at={expectedAt} />
          </>
        )}
        {expiresAt && (
          <>
            {' · '}
            {t('orders.until')} <DateTime at={expiresAt} />
          </>
        )}
      </p>
    </div>
  )
}

const whys = [
  'nearest',
  'fewest-parcels',
  'given-order',
  'highest-stock',
  'least-load',
  'only-one',
  'pick-up',
  'replaces',
] as const
const whyOf = (reason: string) => whys.find((one) => one === reason) ?? 'rest'

interface NextDeedProps {
  parcel: Parcel
  order: OrderDetail
  /** What is under way. */
  doing: OrderDeed | undefined
  onDo: (deed: OrderDeed) => void
  onAsk: (what: Asked['what']) => void
}

/** What is done with a parcel in each state; what can be undone stands beside it. */
function NextDeed({ parcel, order, doing, onDo, onAsk }: NextDeedProps) {
  const { t } = useTexts()
  const can = useCan()
  if (!can('orders:write') || order.state !== 'confirmed') {
    const mayTakeBack = parcel.state === 'shipped' && can('orders:write')
    if (!mayTakeBack || order.state === 'pending') return null
  }
  const path = (deed: string) => `parcels/${parcel.id}/${deed}`
  const isSame = (one: OrderDeed | undefined, deed: string, takenAs: string | undefined) =>
    one?.path === path(deed) && (one.body as { takenAs?: string } | undefined)?.takenAs === takenAs
  const button = (
    deed: 'prepare' | 'bring' | 'receive' | 'ready' | 'take-back' | 'hand-over',
    body?: { paid: boolean; takenAs?: 'cash' | 'terminal' },
  ) => (
    <Button
      key={`${deed} ${body?.takenAs}`}
      size="xs"
      loading={isSame(doing, deed, body?.takenAs)}
      disabled={doing !== undefined}
      variant={deed === 'take-back' ? 'default' : 'filled'}
      onClick={() =>
        onDo({ path: path(deed), done: t(`orders.done.${deed}`), ...(body && { body }) })
      }
    >
      {t(body?.takenAs ? `orders.deed.hand-over.${body.takenAs}` : `orders.deed.${deed}`)}
    </Button>
  )
  const shipped = parcel.kind === 'ship'
  const ship = () => (
    <Button size="xs" onClick={() => onAsk('ship')}>
      {t('orders.deed.ship')}
    </Button>
  )
  const unpaid = order.payments.some(
    ({ means, state }) => means === 'in-shop' && state === 'pending',
  )
  const handOver = () =>
    unpaid ? (
      <Group gap="xs">
        {button('hand-over', { paid: true, takenAs: 'cash' })}
        {button('hand-over', { paid: true, takenAs: 'terminal' })}
      </Group>
    ) : (
      button('hand-over', { paid: false })
    )
  const deeds = {
    waiting: () => button('prepare'),
    preparing: () => (shipped ? ship() : button(parcel.coming ? 'bring' : 'ready')),
    'on-its-way': () => (
      <Group gap="xs">
        {button('take-back')}
        <Button size="xs" variant="default" onClick={() => onAsk('receive-in-part')}>
          {t('orders.deed.receive-in-part')}
        </Button>
        {button('receive')}
      </Group>
    ),
    ready: () => (shipped ? ship() : handOver()),
    shipped: () => button('take-back'),
  }
  return <>{deeds[parcel.state as keyof typeof deeds]?.() ?? null}</>
}
