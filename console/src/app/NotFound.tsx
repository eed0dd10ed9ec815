import { VisuallyHidden } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

export function NotFound() {
  const { t } = useTexts()
  return (
    <main>
      <VisuallyHidden component="h1">{t('shell.notFound.title')}</VisuallyHidden>
      <EmptyState
        icon={<IconMapOff size={28} stroke={1.4} />}
        title={t('shell.notFound.title')}
        action={<Link to="/">{t('shell.notFound.action')}</Link>}
      >
        {t('shell.notFound.text')}
      </EmptyState>
    </main>
  )
}
