import { z } from 'zod'
import { Channel, channels } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon, ChannelName } from '../ui/ChannelIcon.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import classes from './ThreadFilters.module.css'

const kinds = ['all', 'purchases', 'cart', 'looking', 'messages', 'consent'] as const
const periods = ['all', 'week', 'month', 'year'] as const

export const Filters = z.object({
  channel: Channel.optional().catch(undefined),
  kind: z.enum(kinds).optional().catch(undefined),
  period: z.enum(periods).optional().catch(undefined),
})
export type Filters = z.infer<typeof Filters>

/** The events that people mean by a word. */
const namesOf: Partial<Record<(typeof kinds)[number], string[]>> = {
  purchases: ['Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled'],
  cart: [
    ...['Product Added', 'Product Removed', 'Cart Viewed', 'Checkout Started'],
    ...['Checkout Step Viewed', 'Checkout Step Completed', 'Payment Info Entered'],
    ...['Coupon Applied', 'Product Added to Wishlist'],
  ],
  looking: [
    ...['Page Viewed', 'Screen Viewed', 'Product Viewed', 'Product List Viewed'],
    ...['Product Clicked', 'Products Searched', 'Product Reviewed', 'Product Shared'],
  ],
  messages: [
    ...['Email Sent', 'Email Not Sent', 'Email Delivered', 'Email Opened', 'Email Bounced'],
    ...['Email Link Clicked', 'Email Marked as Spam', 'Email Unsubscribed'],
  ],
  consent: ['Consent Given', 'Consent Withdrawn', 'Consent Refused', 'Email Unsubscribed'],
}

const daysOf = { all: undefined, week: 7, month: 30, year: 365 }

/** What the timeline is asked for. The beginning of a period is that of a day: it does not creep. */
export function queryOf({ channel, kind = 'all', period = 'all' }: Filters, now: Date) {
  const days = daysOf[period]
  const midnight = Math.floor(now.getTime() / 86_400_000) * 86_400_000
  return {
    channel,
    name: namesOf[kind],
    from: days && new Date(midnight - days * 86_400_000).toISOString(),
  }
}

interface ThreadFiltersProps {
  filters: Filters
  onChange: (change: Partial<Filters>) => void
}

/** Which part of a thread is shown: a channel, a kind of event, a period. */
export function ThreadFilters({ filters, onChange }: ThreadFiltersProps) {
  const { t } = useTexts()
  const { channel, kind = 'all', period = 'all' } = filters
  return (
    <div className={classes.filters}>
      <FilterChips
        label={t('thread.channel')}
        value={channel}
        options={channels.map((value) => ({
          value,
          label:
            value === channel ? <ChannelName channel={value} /> : <ChannelIcon channel={value} />,
        }))}
        onChange={(value) => onChange({ channel: value })}
      />
      <div className={classes.selects}>
        <InlineSelect
          label={t('customers.thread.kind')}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`customers.thread.kind.${value}`) }))}
          onChange={(value) => onChange({ kind: value === 'all' ? undefined : value })}
        />
        <InlineSelect
          label={t('customers.thread.period')}
          value={period}
          options={periods.map((value) => ({
            value,
            label: t(`customers.thread.period.${value}`),
          }))}
          onChange={(value) => onChange({ period: value === 'all' ? undefined : value })}
        />
      </div>
    </div>
  )
}
