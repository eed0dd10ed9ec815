import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page, Section } from '../ui/Page.tsx'
import classes from './AudiencePage.module.css'
import { AudienceState } from './AudienceState.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { DrawJourney } from './DrawJourney.tsx'
import { Members } from './Members.tsx'
import { SizeHistory } from './SizeHistory.tsx'
import { audienceSentence } from './sentence.ts'
import { Uses } from './Uses.tsx'
import { useAudience } from './useAudiences.ts'
import { useTongue } from './useTongue.ts'
import { Versions } from './Versions.tsx'
import { WhyBox } from './WhyBox.tsx'

/** One audience: its sentence, who is in it, and why (not) somebody. */
export function AudiencePage() {
  const { t } = useTexts()
  const tongue = useTongue()
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const { data: audience, error, refetch } = useAudience(id)
  const [deleting, setDeleting] = useState(false)
  const parent = { to: '/audiences', label: t('audiences.title') }
  if (!audience) {
    return (
      <Page title={t(error ? 'audiences.one' : 'ui.loading')} parent={parent}>
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : (
          <div className={classes.bone} aria-hidden="true" />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={audience.name}
      parent={parent}
      answer={
        <span className={classes.answer}>
          <strong>{t('audiences.size.count', { size: audience.members })}</strong>
          <AudienceState {...audience} />
        </span>
      }
      actions={
        can('audiences:write') && (
          <>
            <Button variant="subtle" color="gray" onClick={() => setDeleting(true)}>
              {t('audiences.delete.action')}
            </Button>
            <LinkButton to={`/audiences/${id}/edit`} variant="default">
              {t('audiences.edit.action')}
            </LinkButton>
            {can('journeys:write') && <DrawJourney audience={audience} />}
          </>
        )
      }
    >
      {audience.state === 'off' && audience.reason && (
        <p className={classes.off} role="note">
          {t('audiences.off.why', { reason: audience.reason })}
        </p>
      )}
      <p className={classes.sentence}>{audienceSentence(tongue, audience)}</p>
      <div className={classes.columns}>
        <div>
          <div className={classes.history}>
            <SizeHistory audience={audience} />
          </div>
          <Section title={t('audiences.members')} aside={<ExportLink audience={audience} />}>
            <Members audience={audience} />
          </Section>
        </div>
        <aside className={classes.side}>
          {can('customers:read') && <WhyBox audienceId={id} />}
          <Uses audienceId={id} />
          <Versions audienceId={id} version={audience.version} />
        </aside>
      </div>
      {deleting && <DeleteDialog audience={audience} onClose={() => setDeleting(false)} />}
    </Page>
  )
}

/** All of them, however many, as a file. */
function ExportLink({ audience: { id, members } }: { audience: Audience }) {
  const { t } = useTexts()
  const can = useCan()
  if (!can('customers:read') || members === 0) return null
  return (
    <Button
      component="a"
      href={`/api/audiences/${id}/members.csv`}
      download
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconDownload size={15} stroke={1.5} />}
    >
      {t('audiences.export')}
    </Button>
  )
}
