import { Link } from '@tanstack/react-router'
import type { AudienceUse } from '../../../server/src/modules/audiences/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './AudiencePage.module.css'
import { useUses } from './useUses.ts'

/** Who would miss it: what goes by it, each with its page. */
export function Uses({ audienceId }: { audienceId: string }) {
  const { t } = useTexts()
  const { data: uses, error } = useUses(audienceId)
  return (
    <Panel title={t('audiences.uses')} error={error} isLoading={!uses}>
      {uses?.length === 0 && <p className={classes.text}>{t('audiences.uses.none')}</p>}
      <ul className={classes.uses}>
        {uses?.map((use) => (
          <li key={use.id}>
            <Link to={pageOf(use)}>{use.name}</Link>
            <span className={classes.when}>
              {t(`audiences.uses.${use.kind}`)}
              {!use.live && `, ${t('audiences.uses.idle')}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function pageOf({ kind, id }: AudienceUse): string {
  if (kind === 'sync') return '/audiences/syncs'
  if (kind === 'audience') return `/audiences/${id}`
  return kind === 'journey' ? `/journeys/${id}` : `/campaigns/${id}`
}
