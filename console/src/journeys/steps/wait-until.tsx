import { ActionIcon, Button } from '@mantine/core'
import { IconHourglass, IconPlus, IconX } from '@tabler/icons-react'
import type { Awaited, StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { durationText } from '../../texts/phrases.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { AwaitedFields, awaitedText } from '../fields/AwaitedFields.tsx'
import classes from '../fields/Fields.module.css'
import { Sentence } from '../fields/Sentence.tsx'
import type { Words } from '../sentences.ts'
import type { FormProps, KindOf } from './kind.ts'
import { freshName } from './names.ts'

type WaitUntil = StepOf<'wait-until'>

const freshWait: Awaited = {
  ...{ of: 'event', event: 'Order Completed', where: [], since: 'arrival' },
}

export const waitUntil: KindOf<WaitUntil> = {
  icon: IconHourglass,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'wait-until', timeoutSeconds: 3 * 86_400, onTimeout: next },
    branches: [{ name: '1', on: freshWait, next }],
  }),
  wayTexts: (words, { timeoutSeconds, branches }) => [
    words.t('journeys.edge.timeout', { duration: durationText(words.t, timeoutSeconds) }),
    ...branches.map(({ on }) => awaitedText(words, on)),
  ],
  title: ({ t }, { timeoutSeconds }) =>
    t('journeys.waitUntil.title', { duration: durationText(t, timeoutSeconds) }),
  subtitle: (words, step) => words.t('journeys.waitUntil.unless', { what: whatEnds(words, step) }),
  explain: (words, step) =>
    words.t('journeys.step.wait-until', {
      duration: durationText(words.t, step.timeoutSeconds),
      what: whatEnds(words, step),
    }),
  Form: WaitUntilForm,
}

/** « a acheté ou rejoint “Fidèles” » */
function whatEnds(words: Words, { branches }: WaitUntil): string {
  const list = new Intl.ListFormat(words.formats.locale, { type: 'disjunction' })
  const all = branches.map(({ on }) => awaitedText(words, on))
  return list.format(all.map((text) => text.slice(0, 1).toLowerCase() + text.slice(1)))
}

function WaitUntilForm({ step, onChange }: FormProps<WaitUntil>) {
  const { t } = useTexts()
  const { branches, onTimeout, timeoutSeconds } = step
  const set = (changed: WaitUntil['branches']) => onChange({ ...step, branches: changed })
  return (
    <>
      <Sentence
        text="steps.wait-until.form"
        parts={{
          duration: (
            <WindowFields
              seconds={timeoutSeconds}
              onChange={(seconds) => onChange({ ...step, timeoutSeconds: seconds })}
            />
          ),
        }}
      />
      <div className={classes.rows}>
        {branches.map((branch, index) => (
          <div key={branch.name} className={classes.row}>
            <AwaitedFields
              awaited={branch.on}
              onChange={(on) => set(branches.with(index, { ...branch, on }))}
            />
            {branches.length > 1 && (
              <ActionIcon
                size={28}
                aria-label={t('steps.branch.remove')}
                onClick={() => set(branches.toSpliced(index, 1))}
              >
                <IconX size={14} stroke={1.6} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {branches.length < 10 && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() =>
              set([...branches, { name: freshName(branches), on: freshWait, next: onTimeout }])
            }
          >
            {t('steps.wait-until.add')}
          </Button>
        </div>
      )}
    </>
  )
}
