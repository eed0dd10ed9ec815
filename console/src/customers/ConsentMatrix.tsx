import {
  IconCheck,
  IconFileCheck,
  IconHourglass,
  IconHourglassEmpty,
  IconQuestionMark,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import {
  ConsentChannel,
  type ConsentStanding,
  CustomerConsents,
  Purpose,
} from '../../../server/src/modules/consent/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { Panel } from '../ui/Panel.tsx'
import { ConsentHistory } from './ConsentHistory.tsx'
import classes from './Facts.module.css'

const DecideDialog = lazy(async () => ({
  default: (await import('./DecideDialog.tsx')).DecideDialog,
}))

/** What this person agreed to, per purpose and channel. Never asked counts as no. */
export function ConsentMatrix({ id }: { id: string }) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'consents'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/consents`, { answer: CustomerConsents, signal }),
  })
  const [deciding, setDeciding] = useState<ConsentStanding>()
  const standings = data?.standings ?? []
  const channels = ConsentChannel.options.filter((channel) =>
    standings.some((standing) => standing.channel === channel),
  )
  const purposes = Purpose.options.filter((purpose) =>
    standings.some((standing) => standing.purpose === purpose),
  )
  return (
    <Panel title={t('customers.consent')} error={error} isLoading={!data}>
      <table className={classes.matrix} aria-label={t('customers.consent')}>
        <thead>
          <tr>
            <td />
            {channels.map((channel) => (
              <th key={channel} scope="col">
                <ChannelIcon channel={channel} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {purposes.map((purpose) => (
            <tr key={purpose}>
              <th scope="row">{t(`customers.purpose.${purpose}`)}</th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Cell standing={standings.find(isOf(purpose, channel))} onDecide={setDeciding} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data && <ConsentHistory history={data.history} />}
      {deciding && (
        <Suspense>
          <DecideDialog id={id} standing={deciding} onClose={() => setDeciding(undefined)} />
        </Suspense>
      )}
    </Panel>
  )
}

function isOf(purpose: Purpose, channel: ConsentChannel) {
  return (standing: ConsentStanding) => standing.purpose === purpose && standing.channel === channel
}

interface CellProps {
  standing: ConsentStanding | undefined
  onDecide: (standing: ConsentStanding) => void
}

/** Where one purpose stands on one channel; who may, opens it to enter what the customer said. */
function Cell({ standing, onDecide }: CellProps) {
  const { t } = useTexts()
  const can = useCan()
  if (!standing) return null
  const { purpose, channel, basis } = standing
  if (!can('consent:write') || basis === 'contract') return <Mark standing={standing} />
  return (
    <button
      type="button"
      className={classes.decide}
      title={t('customers.decide.open', {
        purpose: t(`customers.purpose.${purpose}`),
        channel: t(`channels.${channel}`),
      })}
      onClick={() => onDecide(standing)}
    >
      <Mark standing={standing} />
    </button>
  )
}

const marks = {
  given: IconCheck,
  withdrawn: IconX,
  pending: IconHourglass,
  expired: IconHourglassEmpty,
  unknown: IconQuestionMark,
  contract: IconFileCheck,
}

function Mark({ standing }: { standing: ConsentStanding }) {
  const { t, formats } = useTexts()
  const { state, basis, at } = standing
  const shown = basis === 'contract' && state !== 'withdrawn' ? 'contract' : state
  const Icon = marks[shown]
  const word = t(`customers.consent.${shown}`)
  const title = at ? `${word}, ${formats.dateTime(at)}` : word
  return (
    <span className={classes.mark} data-state={shown} title={title}>
      <Icon size={16} stroke={1.8} role="img" aria-label={title} />
    </span>
  )
}
