import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  MergeLine,
  PersonState,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { useCan } from '../app/session.ts'
import { readableTrait, traitLabel } from '../customers/said.ts'
import { useObjectNames } from '../team/useObjectNames.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Identity.module.css'
import { UnmergeForm } from './UnmergeForm.tsx'
import { byText, identifierIn, kindName, reasonText } from './words.ts'

/** One merge with its proof: what matched, who both were before, and the way back. */
export function MergeDialog({ merge, onClose }: { merge: MergeLine; onClose: () => void }) {
  const { t } = useTexts()
  const can = useCan()
  const [parting, setParting] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('identity.merge.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Proof merge={merge} />
      <div className={classes.sides}>
        <Before title={t('identity.merge.kept')} state={merge.before.kept} merge={merge} />
        <Before title={t('identity.merge.absorbed')} state={merge.before.absorbed} merge={merge} />
      </div>
      {merge.undone ? (
        <Undone undone={merge.undone} />
      ) : parting ? (
        <UnmergeForm mergeId={merge.id} onCancel={() => setParting(false)} onDone={onClose} />
      ) : (
        <div className={classes.end}>
          <Link to="/customers/$id" params={{ id: merge.finalId }}>
            {t('identity.merge.open')}
          </Link>
          {can('identity:write') && (
            <Button variant="default" onClick={() => setParting(true)}>
              {t('identity.unmerge')}
            </Button>
          )}
        </div>
      )}
    </Modal>
  )
}

function Proof({ merge }: { merge: MergeLine }) {
  const { t } = useTexts()
  const nameOf = useObjectNames()
  const { matched, by, at, reason, forced } = merge
  return (
    <dl className={classes.facts}>
      <dt>{t('identity.merge.when')}</dt>
      <dd>
        <DateTime at={at} />
      </dd>
      <dt>{t('identity.merge.by')}</dt>
      <dd>{byText(t, nameOf, by)}</dd>
      <dt>{t('identity.merge.why')}</dt>
      <dd>
        {forced || matched.length === 0 ? reasonText(t, reason) : t('identity.merge.matched')}
      </dd>
      {matched.length > 0 && (
        <>
          <dt>{t('identity.merge.proof')}</dt>
          <dd>
            <Identifiers ids={matched} />
          </dd>
        </>
      )}
    </dl>
  )
}

function Before({ title, state, merge }: { title: string; state: PersonState; merge: MergeLine }) {
  const { t, formats } = useTexts()
  const traits = Object.entries(state.traits).filter(([, value]) => typeof value !== 'object')
  return (
    <section className={classes.side} aria-label={title}>
      <h3 className={classes.sideTitle}>{title}</h3>
      <Identifiers ids={state.identifiers} marked={merge.matched} />
      {state.identifiers.length === 0 && (
        <p className={classes.none}>{t('customers.identifiers.none')}</p>
      )}
      <dl className={classes.traits}>
        {traits.slice(0, 12).map(([name, value]) => (
          <div key={name}>
            <dt>{traitLabel(t, name)}</dt>
            <dd>{readableTrait({ t, formats }, name, value)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.seen}>
        {t('identity.merge.firstSeen')} <DateTime at={state.firstSeenAt} as="date" />
      </p>
    </section>
  )
}

function Identifiers({ ids, marked = [] }: { ids: readonly string[]; marked?: readonly string[] }) {
  const { t } = useTexts()
  return (
    <ul className={classes.identifiers}>
      {ids.map((id) => {
        const { kind, value } = identifierIn(id)
        return (
          <li key={id} data-marked={marked.includes(id)}>
            <span className={classes.kind}>{kindName(t, kind)}</span>
            <span className={classes.value}>{value}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Undone({ undone }: { undone: NonNullable<MergeLine['undone']> }) {
  const { t, formats } = useTexts()
  const nameOf = useObjectNames()
  const who = byText(t, nameOf, undone.by)
  return (
    <p className={classes.undone}>
      {t('identity.merge.undone', {
        who,
        at: formats.dateTime(undone.at),
        reason: reasonText(t, undone.reason),
      })}
    </p>
  )
}
