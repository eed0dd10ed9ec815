import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ScopeChip.module.css'

/** A filter that came with a link; one click takes it away. */
export function ScopeChip({ children, onClear }: { children: ReactNode; onClear: () => void }) {
  const { t } = useTexts()
  return (
    <button
      type="button"
      className={classes.chip}
      title={t('ui.table.nothing.action')}
      onClick={onClear}
    >
      {children}
      <IconX size={13} aria-hidden />
    </button>
  )
}
