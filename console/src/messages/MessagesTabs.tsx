import { useLocation } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'

const sides = [
  { to: '/messages', label: 'messages.side.templates' },
  { to: '/messages/sent', label: 'messages.side.sent' },
  { to: '/mail', label: 'messages.side.mails' },
] as const

/** Three sides of messages: what is said, what was sent, and what stopped here. */
export function MessagesTabs() {
  const { t } = useTexts()
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('messages.sides')}
      tabs={sides.map(({ to, label }) => ({ to, label: t(label), active: pathname === to }))}
    />
  )
}
