import { IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The house for who works with customers and not with figures: an associate, an agent. */
export function WithoutFigures() {
  const { t } = useTexts()
  const { person } = useSession()
  return (
    <EmptyState
      icon={<IconUsers size={28} stroke={1.4} />}
      title={t('home.hello', { name: person.name })}
      action={<Link to="/customers">{t('home.hello.action')}</Link>}
    >
      {t('home.hello.text')}
    </EmptyState>
  )
}
