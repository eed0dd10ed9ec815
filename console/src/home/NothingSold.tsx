import { IconChartBar } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCan } from '../app/session.ts'
import { useStory } from '../app/useStory.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** A brand's first day: where figures come from. A demo's year has not come to this period yet. */
export function NothingSold() {
  const { t } = useTexts()
  const can = useCan()
  const icon = <IconChartBar size={28} stroke={1.4} />
  if (useStory()?.done === false)
    return (
      <EmptyState icon={icon} title={t('home.empty.title')}>
        {t('home.empty.told')}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={icon}
      title={t('home.empty.title')}
      action={can('sources:read') && <Link to="/sources">{t('home.empty.action')}</Link>}
    >
      {t('home.empty.text')}
    </EmptyState>
  )
}
