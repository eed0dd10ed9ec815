import { Link } from '@tanstack/react-router'
import type { CampaignDetail } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Measure, Measures } from '../../ui/Measures.tsx'
import { Section } from '../../ui/Page.tsx'
import { DateTime } from '../../ui/times.tsx'
import { moneyOf } from '../JourneyFigures.tsx'
import classes from './Campaigns.module.css'

/** How far it is, who was held back and why, and what it brought. */
export function CampaignProgress({ campaign }: { campaign: CampaignDetail }) {
  const { t, formats } = useTexts()
  const { progress, results, definition, begunAt } = campaign
  const { delivered } = progress
  const share = (count: number) =>
    delivered > 0 ? t('campaigns.ofDelivered', { rate: formats.percent(count / delivered) }) : ''
  return (
    <>
      {campaign.reason && <p className={classes.why}>{t(`campaigns.why.${campaign.reason}`)}</p>}
      <Section title={t('campaigns.progress')}>
        <Thread campaign={campaign} />
        <Counts campaign={campaign} />
        <HeldBack campaign={campaign} />
      </Section>
      {begunAt && (
        <Section title={t('campaigns.results')}>
          <Measures label={t('campaigns.results')}>
            <Measure
              label={t('campaigns.clicked')}
              value={formats.count(results.clicked)}
              note={share(results.clicked)}
            />
            <Measure
              label={t('campaigns.converted')}
              value={formats.count(results.converted)}
              note={share(results.converted)}
            />
            <Measure
              label={t('campaigns.revenue')}
              value={moneyOf(formats, results.revenue)}
              note={t('campaigns.goal.note', { days: definition.goalDays })}
            />
          </Measures>
        </Section>
      )}
    </>
  )
}

/** The red thread, as long as what is done; the words beside it say the same. */
function Thread({ campaign }: { campaign: CampaignDetail }) {
  const { t, formats } = useTexts()
  const { progress, state, beginsAt, endedAt, expectedEndAt } = campaign
  const { enrolled, remaining } = progress
  const done = enrolled > 0 ? (enrolled - remaining) / enrolled : 0
  return (
    <div className={classes.progress}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={t('campaigns.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(done * 100)}
      >
        <span style={{ inlineSize: `${done * 100}%` }} />
      </div>
      <p className={classes.quiet}>
        {state === 'scheduled' && beginsAt ? (
          <>
            {t('campaigns.begins')} <DateTime at={beginsAt} />
          </>
        ) : (
          t('campaigns.treated', {
            share: formats.percent(Math.floor(done * 1000) / 1000),
            count: enrolled - remaining,
            all: enrolled,
          })
        )}
        {endedAt && (
          <>
            {' · '}
            {t('campaigns.ended')} <DateTime at={endedAt} />
          </>
        )}
        {expectedEndAt && (
          <>
            {' · '}
            {t('campaigns.expectedEnd')} <DateTime at={expectedEndAt} />
          </>
        )}
      </p>
    </div>
  )
}

function Counts({ campaign: { progress, state } }: { campaign: CampaignDetail }) {
  const { t, formats } = useTexts()
  const { enrolled, delivered, bounced, failed, unknown, remaining, heldBack } = progress
  const held = heldBack.reduce((sum, { customers }) => sum + customers, 0)
  const broken = bounced + failed + unknown
  return (
    <Measures label={t('campaigns.progress')}>
      <Measure label={t('campaigns.recipients')} value={formats.count(enrolled)} />
      <Measure label={t('campaigns.delivered')} value={formats.count(delivered)} />
      <Measure label={t('campaigns.held')} value={formats.count(held)} />
      <Measure
        label={t('campaigns.failed')}
        value={formats.count(broken)}
        note={broken > 0 && t('campaigns.failed.note', { bounced, failed, unknown })}
      />
      <Measure
        label={t(state === 'cancelled' ? 'campaigns.never' : 'campaigns.remaining')}
        value={formats.count(remaining)}
      />
    </Measures>
  )
}

function HeldBack({ campaign: { id, progress } }: { campaign: CampaignDetail }) {
  const { t, formats } = useTexts()
  if (progress.heldBack.length === 0) return null
  const words = (reason: string) => {
    const spared = `campaigns.spared.${reason}`
    return t.has(spared) ? t(spared) : t(`messages.short.${reason}` as 'messages.short.minor')
  }
  return (
    <div className={classes.heldBack}>
      <h3 className={classes.small}>{t('campaigns.heldBack')}</h3>
      <table className={classes.reasons}>
        <tbody>
          {progress.heldBack.map(({ reason, customers }) => (
            <tr key={reason}>
              <th scope="row">{words(reason)}</th>
              <td>{formats.count(customers)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Link to="/messages/sent" search={{ campaign: id } as never} className={classes.link}>
        {t('campaigns.messages')}
      </Link>
    </div>
  )
}
