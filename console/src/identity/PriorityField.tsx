import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Identity.module.css'
import type { RulesPart } from './LimitsField.tsx'
import { kindName } from './words.ts'

/** Which identifier says most: where a limit is reached, the least telling is left aside first. */
export function PriorityField({ rules, onChange }: RulesPart) {
  const { t } = useTexts()
  const { priority } = rules
  const swap = (at: number, with_: number) => {
    const moved = [...priority]
    moved[at] = priority[with_] ?? ''
    moved[with_] = priority[at] ?? ''
    onChange({ priority: moved })
  }
  return (
    <section className={classes.card}>
      <h2 className={classes.sideTitle}>{t('identity.priority')}</h2>
      <p className={classes.hint}>{t('identity.priority.text')}</p>
      <ol className={classes.priority}>
        {priority.map((kind, at) => (
          <li key={kind}>
            <span>{kindName(t, kind)}</span>
            <span>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={at === 0}
                aria-label={t('identity.priority.up', { kind: kindName(t, kind) })}
                onClick={() => swap(at, at - 1)}
              >
                <IconArrowUp size={15} stroke={1.6} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={at === priority.length - 1}
                aria-label={t('identity.priority.down', { kind: kindName(t, kind) })}
                onClick={() => swap(at, at + 1)}
              >
                <IconArrowDown size={15} stroke={1.6} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
