import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  type RetentionRule,
  RetentionRules,
  RetentionView,
} from '../../../server/src/modules/consent/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Requests.module.css'
import { retentionKey, useRetention } from './usePrivacy.ts'

/** How long what is kept: what goes tonight, what goes within a month, what went lately. */
export function RetentionPanel() {
  const { t } = useTexts()
  const { data, error } = useRetention()
  return (
    <Section title={t('consent.retention')}>
      <div className={classes.columns}>
        <Panel title={t('consent.retention.rules')} error={error} isLoading={!data}>
          {data && <RetentionForm key={JSON.stringify(data.rules)} view={data} />}
        </Panel>
        <Panel title={t('consent.retention.runs')} error={error} isLoading={!data}>
          {data && <Nights runs={data.runs} />}
        </Panel>
      </div>
    </Section>
  )
}

const monthsOf = (view: RetentionView) =>
  Object.fromEntries(view.rules.map(({ rule, months }) => [rule, months])) as RetentionRules

function RetentionForm({ view }: { view: RetentionView }) {
  const { t, formats } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const before = monthsOf(view)
  const [asked, setAsked] = useState<RetentionRules>(before)
  const save = useMutation({
    mutationFn: (rules: RetentionRules) =>
      send('PUT', '/api/privacy/retention', rules, { answer: RetentionView }),
    onSuccess: (saved) => {
      queries.setQueryData(retentionKey, saved)
      notify(t('consent.rules.saved'))
    },
    onError: notifyProblem,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(asked)
  }
  const isSame = JSON.stringify(asked) === JSON.stringify(before)
  const set = (rule: RetentionRule, months: number) => setAsked({ ...asked, [rule]: months })
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.quiet}>{t('consent.retention.text')}</p>
      <table className={classes.rules}>
        <thead>
          <tr>
            <th scope="col">{t('consent.retention.what')}</th>
            <th scope="col">{t('consent.retention.months')}</th>
            <th scope="col" className={classes.number}>
              {t('consent.retention.now')}
            </th>
            <th scope="col" className={classes.number}>
              {t('consent.retention.soon')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.rules.map(({ rule, dueNow, dueSoon }) => (
            <tr key={rule}>
              <th scope="row">
                {t(`consent.retention.rule.${rule}`)}
                <p className={classes.quiet}>{t(`consent.retention.why.${rule}`)}</p>
              </th>
              <td>
                <NumberInput
                  size="xs"
                  w={84}
                  aria-label={t('consent.retention.monthsOf', {
                    rule: t(`consent.retention.rule.${rule}`),
                  })}
                  min={1}
                  max={240}
                  allowDecimal={false}
                  value={asked[rule]}
                  onChange={(value) => set(rule, Number(value) || 0)}
                />
              </td>
              <td className={classes.number}>{formats.number(dueNow)}</td>
              <td className={classes.number}>{formats.number(dueSoon)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!view.complete && <p className={classes.quiet}>{t('consent.retention.partial')}</p>}
      <Button
        type="submit"
        variant="default"
        loading={save.isPending}
        disabled={isSame || !RetentionRules.safeParse(asked).success}
      >
        {t('consent.rules.save')}
      </Button>
    </form>
  )
}

function Nights({ runs }: { runs: RetentionView['runs'] }) {
  const { t, formats } = useTexts()
  if (runs.length === 0) return <p className={classes.quiet}>{t('consent.retention.none')}</p>
  return (
    <table className={classes.receipt}>
      <tbody>
        {runs.slice(0, 20).map(({ at, rule, rows }) => (
          <tr key={`${at} ${rule}`}>
            <th scope="row">
              <DateTime at={at} as="date" />
            </th>
            <td>{t(`consent.retention.rule.${rule}`)}</td>
            <td className={classes.number}>{formats.number(rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
