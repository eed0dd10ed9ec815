import { IconChartBar } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** A brand's first day: where figures come from. */
export function NothingSold() {
  const { t } = useTexts()
  const can = useCan()
  return (
    <EmptyState
      icon={<IconChartBar size={28} stroke={1.4} />}
      title={t('home.empty.title')}
      action={can('sources:read') && <Link to="/sources">{t('home.empty.action')}</Link>}
    >
      {t('home.empty.text')}
    </EmptyState>
  )
}
