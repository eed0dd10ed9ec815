import type { Import } from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'
import classes from './ImportsTable.module.css'

const tones: Record<Import['state'], Tone> = { running: 'info', stopped: 'warn', done: 'good' }

interface ImportStateProps {
  row: Pick<Import, 'state' | 'line' | 'lines'>
  /** How one that was stopped goes on. */
  hint?: string
}

/** Where an import is; while it is not at its end, how far it has come. */
export function ImportState({ row: { state, line, lines }, hint }: ImportStateProps) {
  const { t, formats } = useTexts()
  const told = t('settings.imports.lines', {
    line: formats.count(line),
    lines: formats.count(lines),
  })
  return (
    <span className={classes.state}>
      <span title={state === 'stopped' ? hint : undefined}>
        <Tag tone={tones[state]}>{t(`settings.imports.state.${state}`)}</Tag>
      </span>
      {state !== 'done' && (
        <>
          <progress
            className={classes.progress}
            aria-label={t('settings.imports.progress')}
            value={line}
            max={Math.max(lines, 1)}
          />
          <span className={classes.quiet}>{told}</span>
        </>
      )}
    </span>
  )
}
