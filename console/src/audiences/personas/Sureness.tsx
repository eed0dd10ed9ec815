import type { PersonaFinding } from '../../../../server/src/modules/audiences/personas/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import classes from './PersonasPage.module.css'

/** Above these, other draws find the same groups, or about the same. */
const levels = { strong: 0.85, fair: 0.6 }

/** How far the personas can be trusted, and how many there might have been. */
export function Sureness({ finding: { trials, k } }: { finding: PersonaFinding }) {
  const { t, formats } = useTexts()
  const stability = trials.find((trial) => trial.k === k)?.stability ?? 0
  const level = stability >= levels.strong ? 'strong' : stability >= levels.fair ? 'fair' : 'weak'
  const tones: Record<typeof level, Tone> = { strong: 'good', fair: 'info', weak: 'warn' }
  return (
    <div className={classes.sureness}>
      <Tag tone={tones[level]}>
        {t(`personas.stability.${level}`, { value: formats.number(stability) })}
      </Tag>
      <details>
        <summary>{t('personas.trials')}</summary>
        <p>{t('personas.stability.text')}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('personas.trials.k')}</th>
              <th scope="col">{t('personas.trials.separation')}</th>
              <th scope="col">{t('personas.trials.stability')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {trials.map((trial) => (
              <tr key={trial.k}>
                <th scope="row">{trial.k}</th>
                <td>{formats.number(trial.separation)}</td>
                <td>{formats.number(trial.stability)}</td>
                <td>{trial.k === k && t('personas.trials.chosen')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  )
}
