import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from './EmptyState.tsx'

/** There are rows, but the filters let none through. */
export function NothingMatches({ onClear }: { onClear: (() => void) | undefined }) {
  const { t } = useTexts()
  return (
    <EmptyState
      icon={<IconFilterOff size={28} stroke={1.4} />}
      title={t('ui.table.nothing.title')}
      action={
        onClear && (
          <Button variant="default" onClick={onClear}>
            {t('ui.table.nothing.action')}
          </Button>
        )
      }
    >
      {t('ui.table.nothing.text')}
    </EmptyState>
  )
}
