import { CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type JourneyDetail, RunPage } from '../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../server/src/modules/journeys/step-contract.ts'
import { get } from '../api/client.ts'
import { durationText } from '../texts/phrases.ts'
import { Panel } from '../ui/Panel.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { entryId, goalId } from './canvas/graph.ts'
import classes from './JourneyPage.module.css'
import { NotSent } from './NotSent.tsx'
import { PersonButton } from './PersonButton.tsx'
import { RulesPanel } from './RulesPanel.tsx'
import { conditionText, type Words } from './sentences.ts'
import { nodeKey } from './steps/kind.ts'
import { kindOf } from './steps/kinds.ts'
import { personOf } from './useRun.ts'
import { titleOf } from './words.ts'

interface StepPanelProps {
  id: string
  journey: JourneyDetail
  definition: Definition
  words: Words
  onClose: () => void
  onPerson: (person: string) => void
}

/** What one step does, what came of it, and who is there. */
export function StepPanel(props: StepPanelProps) {
  const { id, journey, definition, words, onClose } = props
  const { t, formats } = words
  const step = definition.steps.find((one) => one.id === id)
  const kind = id === entryId ? 'entry' : id === goalId ? 'goal' : step?.kind
  if (!kind) return <RulesPanel {...props} />
  const counts = journey.steps.find((one) => one.step === id)
  const waits = step && kindOf(step).rests
  return (
    <>
      <div>
        <header className={classes.panelHead}>
          <div>
            <p className={classes.panelKind}>{t(nodeKey(kind))}</p>
            <h2 className={classes.panelTitle}>{titleOf(words, { kind, step }, definition)}</h2>
          </div>
          <CloseButton size="sm" aria-label={t('journeys.step.close')} onClick={onClose} />
        </header>
        <p className={classes.text}>{explanation(words, step, kind, definition)}</p>
        {step?.kind === 'condition' && (
          <ul className={classes.bullets}>
            {step.all.map((condition) => (
              <li key={JSON.stringify(condition)}>{conditionText(words, condition)}</li>
            ))}
          </ul>
        )}
      </div>
      {step?.kind === 'message' && (
        <>
          <table className={classes.counts}>
            <tbody>
              {(['sent', 'clicked'] as const).map((what) => (
                <tr key={what}>
                  <th scope="row">{t(`journeys.step.${what}`)}</th>
                  <td>{formats.count(counts?.[what] ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <NotSent journeyId={journey.id} />
          <p className={classes.links}>
            <Link to="/messages/$id" params={{ id: step.templateId }}>
              {t('journeys.step.openTemplate')}
            </Link>
            <Link to="/messages/sent" search={{ template: step.templateId } as never}>
              {t('journeys.step.sentMessages')}
            </Link>
          </p>
        </>
      )}
      {waits && <PeopleHere {...props} />}
    </>
  )
}

function explanation(
  words: Words,
  step: Step | undefined,
  kind: string,
  { goal }: Definition,
): string {
  const { t } = words
  if (kind === 'entry') return t('journeys.panel.select')
  if (!step) {
    return goal
      ? t('journeys.step.goal', { duration: durationText(t, goal.attributionSeconds) })
      : ''
  }
  return kindOf(step).explain(words, step)
}

const shown = 12

function PeopleHere({ id, journey, words: { t }, onPerson }: StepPanelProps) {
  const people = useQuery({
    queryKey: ['journeys', journey.id, 'runs', 'here', id],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${journey.id}/runs`, {
        answer: RunPage,
        query: { step: id, state: 'waiting', limit: shown },
        signal,
      }),
    refetchInterval: 10_000,
  })
  const runs = people.data?.runs
  return (
    <Panel title={t('journeys.step.here')} error={people.error} isLoading={!runs}>
      {runs?.length === 0 && <p className={classes.text}>{t('journeys.step.here.none')}</p>}
      <ul className={classes.list}>
        {runs?.map((run) => (
          <li key={run.id}>
            <PersonButton name={run.customerName} onOpen={() => onPerson(personOf(run))} />
            {run.dueAt && <RelativeTime at={run.dueAt} />}
          </li>
        ))}
      </ul>
      {people.data?.next && (
        <p className={classes.hint}>
          <Link
            to="/journeys/$id"
            params={{ id: journey.id }}
            search={{ tab: 'people', at: id, state: 'waiting' } as never}
          >
            {t('journeys.step.all')}
          </Link>
        </p>
      )}
    </Panel>
  )
}
