import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Backtest.module.css'

/** What the past does not tell, as far as this draft asks for it: said where its figures are read. */
export function Limits({ definition }: { definition: Definition }) {
  const { t } = useTexts()
  return (
    <details className={classes.limits}>
      <summary>{t('backtest.limits.title')}</summary>
      <ul>
        {limitsOf(definition).map((limit) => (
          <li key={limit}>{t(`backtest.limits.${limit}`)}</li>
        ))}
      </ul>
    </details>
  )
}

function limitsOf({ entry, steps, throttle }: Definition) {
  const has = (kind: string) => steps.some((step) => step.kind === kind)
  const limits = [
    ['clicks', has('message')],
    ['today', true],
    ['kept', entry.kind === 'back-in-stock'],
    ['names', entry.kind === 'back-in-stock' || entry.kind === 'price-drop'],
    ['turns', throttle !== undefined],
    ['calls', has('webhook')],
    ['undone', true],
  ] as const
  return limits.filter(([, asked]) => asked).map(([limit]) => limit)
}
