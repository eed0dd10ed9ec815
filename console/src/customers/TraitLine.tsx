import { useId, useState } from 'react'
import type {
  Saying,
  TraitHistory,
} from '../../../server/src/modules/customers/profile-contract.ts'
import { Channel } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'
import { readableTrait, traitLabel } from './said.ts'

interface TraitLineProps {
  name: string
  text: string
  history: TraitHistory | undefined
}

/** Whether it was not always said as it holds now. */
export function hasChanged({ said }: TraitHistory): boolean {
  return new Set(said.map(({ value }) => JSON.stringify(value))).size > 1
}

/** One fact, and under it, when asked, everything that was ever said of it. */
export function TraitLine({ name, text, history }: TraitLineProps) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  const id = useId()
  const label = traitLabel(t, name)
  const said = history?.said ?? []
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {said.length === 0 ? (
          text
        ) : (
          <button
            type="button"
            className={classes.said}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            title={t('customers.said.open', { trait: label, count: said.length })}
            data-changed={history && hasChanged(history)}
            onClick={() => setOpen(!open)}
          >
            {text}
          </button>
        )}
      </dd>
      {open && (
        <dd id={id} className={classes.sayings}>
          <ol>
            {said.map((saying) => (
              <SayingLine key={saying.eventId} name={name} saying={saying} />
            ))}
          </ol>
        </dd>
      )}
    </>
  )
}

function SayingLine({ name, saying }: { name: string; saying: Saying }) {
  const { t, formats } = useTexts()
  const { value, at, channel, sourceName } = saying
  const known = Channel.safeParse(channel)
  return (
    <li>
      <span className={classes.sayingValue}>
        {value === null ? t('customers.said.removed') : readableTrait({ t, formats }, name, value)}
      </span>
      <span className={classes.proof}>
        <DateTime at={at} /> {known.success && <ChannelIcon channel={known.data} size={13} />}{' '}
        {sourceName}
      </span>
    </li>
  )
}
