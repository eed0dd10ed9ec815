import { Button, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { AuditLine } from '../../../server/src/modules/team/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { DateTime } from '../ui/times.tsx'
import { useEscape } from '../ui/useEscape.ts'
import classes from './AuditPage.module.css'
import { AuditSentence } from './AuditSentence.tsx'
import type { AuditWords } from './auditWords.ts'

interface AuditDetailProps {
  line: AuditLine
  words: AuditWords
  onHistory: () => void
  onClose: () => void
}

/** One line with its proof, and the way to what it was done to. */
export function AuditDetail({ line, words, onHistory, onClose }: AuditDetailProps) {
  const { t } = useTexts()
  useEscape(onClose)
  const { position, at, object, details, hash } = line
  const page = pageOf(line)
  const panel = useRef<HTMLElement>(null)
  // On a phone it stands above the list, perhaps far from the row that was pressed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is shown at the same place
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [position])
  return (
    <aside ref={panel} className={classes.detail} aria-label={t('team.audit.line', { position })}>
      <header className={classes.detailHead}>
        <h2 className={classes.detailTitle}>{t('team.audit.line', { position })}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <p>
        <AuditSentence line={line} words={words} />
      </p>
      <p className={classes.quiet}>
        <DateTime at={at} as="date" />, <DateTime at={at} as="exactTime" />
      </p>
      <div className={classes.actions}>
        {page && (
          <Button
            variant="default"
            size="compact-sm"
            renderRoot={(props) => <Link to={page as '/'} {...props} />}
          >
            {t('team.audit.open')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={onHistory}>
          {t('team.audit.history')}
        </Button>
      </div>
      <JsonView label={t('team.audit.details')} value={{ object, ...details }} />
      <div>
        <p className={classes.quiet}>{t('team.audit.hash')}</p>
        <Copyable value={hash} />
      </div>
    </aside>
  )
}

const pages: Record<string, (id: string) => string> = {
  customer: (id) => `/customers/${id}`,
  journey: (id) => `/journeys/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  audience: (id) => `/audiences/${id}`,
  template: (id) => `/messages/${id}`,
  source: () => '/sources',
  wording: () => '/consent',
  key: () => '/team/keys',
  person: () => '/team',
  file: () => '/settings/imports',
}

/** Where what a line speaks of can be seen; what is gone has no page. */
function pageOf({ action, object }: AuditLine): string | undefined {
  const [kind = '', id = ''] = object.split(':')
  if (/[/-]deleted$/.test(action) || action === 'team/removed') return
  return pages[kind]?.(id)
}
