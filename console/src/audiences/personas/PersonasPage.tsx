import { Button } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { PersonaSearch } from '../../../../server/src/modules/audiences/personas/contract.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { LoadingBar } from '../../ui/LoadingBar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { DateTime } from '../../ui/times.tsx'
import { AudiencesTabs } from '../AudiencesTabs.tsx'
import { PersonaCard } from './PersonaCard.tsx'
import classes from './PersonasPage.module.css'
import { SearchDialog } from './SearchDialog.tsx'
import { Sureness } from './Sureness.tsx'
import { usePersonas } from './usePersonas.ts'

/** The kinds of customers that there are, found in what they do. */
export function PersonasPage() {
  const { t } = useTexts()
  const can = useCan()
  const { data: searches, error, refetch } = usePersonas()
  const [asking, setAsking] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const newest = searches?.[0]
  const done = searches?.filter(({ state }) => state === 'done') ?? []
  const shown = done.find(({ id }) => id === chosen) ?? done[0]
  const isRunning = newest?.state === 'running'
  const search = can('audiences:write') && (
    <Button disabled={isRunning} onClick={() => setAsking(true)}>
      {t(shown ? 'personas.again' : 'personas.search')}
    </Button>
  )
  return (
    <Page
      title={t('personas.title')}
      answer={
        shown && t('personas.answer', { n: shown.personas.length, customers: shown.customers })
      }
      actions={shown && search}
    >
      <AudiencesTabs />
      {error && <ErrorState error={error} retry={refetch} />}
      {isRunning && (
        <div className={classes.running} role="status">
          <LoadingBar />
          {t('personas.running')}
        </div>
      )}
      {newest?.state === 'failed' && (
        <p className={classes.failed} role="alert">
          {newest.reason === 'too-few'
            ? t('personas.failed.few')
            : t('personas.failed', { reason: newest.reason ?? '' })}
        </p>
      )}
      {shown && <Found search={shown} />}
      {searches && !shown && !isRunning && (
        <EmptyState
          icon={<IconUsersGroup size={28} stroke={1.4} />}
          title={t('personas.empty.title')}
          action={search}
        >
          {t('personas.empty.text')}
        </EmptyState>
      )}
      {done.length > 1 && (
        <Section title={t('personas.versions')}>
          <ul className={classes.versions}>
            {done.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={one.id === shown?.id}
                  onClick={() => setChosen(one.id)}
                >
                  <Version search={one} />
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {asking && <SearchDialog onClose={() => setAsking(false)} />}
    </Page>
  )
}

function Version({ search: { version, at, customers, personas } }: { search: PersonaSearch }) {
  const { t } = useTexts()
  return (
    <>
      {t.rich('personas.version', { version, date: <DateTime key="date" at={at} /> })}
      <span>{t('personas.version.customers', { n: customers, k: personas.length })}</span>
    </>
  )
}

function Found({ search }: { search: PersonaSearch }) {
  const { t } = useTexts()
  const { personas, finding } = search
  return (
    <>
      <p className={classes.text}>{t('personas.text')}</p>
      {finding && <Sureness finding={finding} />}
      <ul className={classes.cards}>
        {personas.map((persona) => (
          <li key={persona.id}>
            <PersonaCard persona={persona} currency={finding?.currency ?? 'EUR'} />
          </li>
        ))}
      </ul>
    </>
  )
}
