import { Button, NumberInput, TextInput, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import {
  IdentifierKind,
  type IdentityRules,
  type Limit,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Identity.module.css'
import { kindName } from './words.ts'

export interface RulesPart {
  rules: IdentityRules
  onChange: (change: Partial<IdentityRules>) => void
}

const numberIn = (value: string | number) => Number.parseInt(String(value), 10)

/** How many identifiers of each kind make one person, and within how many days. */
export function LimitsField({ rules, onChange }: RulesPart) {
  const { t } = useTexts()
  const kinds = Object.keys(rules.limits).sort(
    (one, other) => Number(one === '*') - Number(other === '*'),
  )
  const set = (kind: string, limit: Limit) =>
    onChange({ limits: { ...rules.limits, [kind]: limit } })
  const remove = (kind: string) => {
    const { [kind]: _, ...limits } = rules.limits
    onChange({ limits })
  }
  return (
    <section className={classes.card}>
      <h2 className={classes.sideTitle}>{t('identity.limits')}</h2>
      <p className={classes.hint}>{t('identity.limits.text')}</p>
      <table className={classes.limits}>
        <thead>
          <tr>
            <th scope="col">{t('identity.limits.kind')}</th>
            <th scope="col">{t('identity.limits.max')}</th>
            <th scope="col">{t('identity.limits.days')}</th>
            <th scope="col">
              <VisuallyHidden>{t('ui.actions')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <LimitRow
              key={kind}
              name={kind === '*' ? t('identity.limits.others') : kindName(t, kind)}
              limit={rules.limits[kind] ?? { max: 5, windowDays: null }}
              onChange={(limit) => set(kind, limit)}
              {...(kind !== '*' && { onRemove: () => remove(kind) })}
            />
          ))}
        </tbody>
      </table>
      <NewKind taken={kinds} onAdd={(kind) => set(kind, { max: 1, windowDays: null })} />
      <div className={classes.row}>
        <NumberInput
          label={t('identity.limits.merges')}
          min={0}
          max={10_000}
          value={rules.maxMerges}
          onChange={(value) => onChange({ maxMerges: numberIn(value) || 0 })}
        />
        <NumberInput
          label={t('identity.limits.identifiers')}
          min={1}
          max={10_000}
          value={rules.maxIdentifiers}
          onChange={(value) => onChange({ maxIdentifiers: numberIn(value) || 1 })}
        />
      </div>
    </section>
  )
}

interface LimitRowProps {
  name: string
  limit: Limit
  onChange: (limit: Limit) => void
  onRemove?: () => void
}

function LimitRow({ name, limit, onChange, onRemove }: LimitRowProps) {
  const { t } = useTexts()
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <NumberInput
          hideControls
          aria-label={t('identity.limits.maxOf', { kind: name })}
          min={0}
          max={1000}
          value={limit.max}
          onChange={(value) => onChange({ ...limit, max: numberIn(value) || 0 })}
        />
      </td>
      <td>
        <NumberInput
          hideControls
          aria-label={t('identity.limits.daysOf', { kind: name })}
          min={1}
          max={3650}
          placeholder={t('identity.limits.ever')}
          value={limit.windowDays ?? ''}
          onChange={(value) => onChange({ ...limit, windowDays: numberIn(value) || null })}
        />
      </td>
      <td>
        {onRemove && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t('identity.limits.removeOf', { kind: name })}
            onClick={onRemove}
          >
            {t('identity.remove')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** A kind that gets a limit of its own: any that the brand's events bring. */
function NewKind({ taken, onAdd }: { taken: string[]; onAdd: (kind: string) => void }) {
  const { t } = useTexts()
  const [kind, setKind] = useState('')
  const isUsable = IdentifierKind.safeParse(kind).success && !taken.includes(kind)
  return (
    <div className={classes.row}>
      <TextInput
        label={t('identity.limits.new')}
        placeholder="email"
        value={kind}
        onChange={(event) => setKind(event.target.value.trim())}
      />
      <Button
        variant="default"
        disabled={!isUsable}
        onClick={() => {
          onAdd(kind)
          setKind('')
        }}
      >
        {t('identity.limits.add')}
      </Button>
    </div>
  )
}
