import { Button, NumberInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { AlertThresholds } from '../../../server/src/modules/thread/readers/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './ReadersPage.module.css'
import { useSetThresholds } from './useReaders.ts'

const kinds = ['behind', 'lagSeconds', 'parked', 'refusedPerHour'] as const

/** From when on it is said on every page, and in the metrics. */
export function ThresholdsForm({ thresholds }: { thresholds: AlertThresholds }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const [asked, setAsked] = useState(thresholds)
  const save = useSetThresholds()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const undo = () => save.mutate(thresholds)
    save.mutate(asked, { onSuccess: () => notify(t('readers.saved'), { undo }) })
  }
  return (
    <Panel title={t('readers.thresholds')}>
      <form className={classes.form} onSubmit={submit}>
        {kinds.map((kind) => (
          <NumberInput
            key={kind}
            label={t(`readers.threshold.${kind}`)}
            min={1}
            allowDecimal={false}
            value={asked[kind]}
            onChange={(value) => setAsked({ ...asked, [kind]: Number.parseInt(String(value), 10) })}
          />
        ))}
        <Button
          type="submit"
          variant="default"
          loading={save.isPending}
          disabled={!AlertThresholds.safeParse(asked).success}
        >
          {t('sources.save')}
        </Button>
      </form>
    </Panel>
  )
}
