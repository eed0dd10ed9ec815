import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconBrightness,
  IconClockPlay,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconUser,
  IconUserCircle,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { CustomerPage } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useAdvanceClock } from './DemoClock.tsx'
import { useCan, useSession } from './session.ts'
import { useLanguageChoice, useSignOut } from './useAccount.ts'
import { goTo } from './useGlobalKeys.ts'
import { useNavigation } from './useNavigation.ts'

export interface PaletteItem {
  id: string
  kind: 'pages' | 'actions' | 'customers'
  label: string
  hint?: string
  keys?: string
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  run: () => void
}

/** All that the palette offers for a query: the person's pages and actions, then customers. */
export function usePaletteItems(query: string, { onHelp }: { onHelp: () => void }): PaletteItem[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const matches = ({ label, hint }: PaletteItem) => {
    const text = plain(`${label} ${hint ?? ''}`)
    return words.every((word) => text.includes(word))
  }
  const own = [...usePages(), ...useActions(onHelp)].filter(matches)
  return [...own, ...useCustomers(query)]
}

function usePages(): PaletteItem[] {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { pages } = useNavigation()
  return pages.flatMap((page) => {
    const icon = page.nav?.icon
    if (!icon) return []
    const letter = Object.entries(goTo).find(([, path]) => path === page.path)?.[0]
    return {
      id: `page${page.path.replaceAll('/', '-')}`,
      kind: 'pages' as const,
      label: t(page.title),
      keys: letter && `g ${letter}`,
      icon,
      run: () => navigate({ to: page.path as '/' }),
    }
  })
}

function useActions(onHelp: () => void): PaletteItem[] {
  const { t, language } = useTexts()
  const { demo } = useSession()
  const can = useCan()
  const { setColorScheme } = useMantineColorScheme()
  const chooseLanguage = useLanguageChoice()
  const signOut = useSignOut()
  const advance = useAdvanceClock()
  const navigate = useNavigate()
  const action = (
    id: string,
    label: string,
    icon: PaletteItem['icon'],
    run: () => void,
    hint?: string,
  ): PaletteItem => ({ id, kind: 'actions', label, icon, run, hint })

  const clock = (['hour', 'day', 'next'] as const).map((by) =>
    action(
      `clock-${by}`,
      t(`shell.clock.${by}`),
      IconClockPlay,
      () => advance.mutate(by),
      t('shell.clock.label'),
    ),
  )
  const schemes = (['light', 'dark', 'auto'] as const).map((scheme) =>
    action(
      `scheme-${scheme}`,
      t(`shell.scheme.${scheme}`),
      IconBrightness,
      () => setColorScheme(scheme),
      t('shell.scheme.label'),
    ),
  )
  return [
    ...(demo && can('clock:write') ? clock : []),
    action('language', t('shell.palette.switchLanguage'), IconLanguage, () =>
      chooseLanguage(language === 'fr' ? 'en' : 'fr'),
    ),
    ...schemes,
    action('account', t('account.title'), IconUserCircle, () => navigate({ to: '/account' })),
    action('help', t('shell.shortcuts.title'), IconKeyboard, onHelp),
    action('sign-out', t('shell.signOut'), IconLogout, () => signOut()),
  ]
}

/** Customers by any word of what is known of them, once there is something to look for. */
function useCustomers(query: string): PaletteItem[] {
  const { t } = useTexts()
  const navigate = useNavigate()
  const can = useCan()
  const [search] = useDebouncedValue(query.trim(), 150)
  const { data } = useQuery({
    queryKey: ['customers', 'palette', search],
    queryFn: ({ signal }) =>
      get('/api/customers', { answer: CustomerPage, query: { search, limit: 6 }, signal }),
    enabled: search.length > 1 && can('customers:read'),
    // Who is being looked for may come in this very moment.
    staleTime: 0,
    refetchInterval: ({ state }) => state.data?.customers.length === 0 && 2000,
    placeholderData: keepPreviousData,
  })
  if (query.trim().length < 2) return []
  return (data?.customers ?? []).map(({ id, name, email, phone }) => ({
    id: `customer-${id}`,
    kind: 'customers',
    label: name ?? email ?? phone ?? t('shell.palette.noName'),
    hint: name ? (email ?? phone ?? undefined) : undefined,
    icon: IconUser,
    run: () => navigate({ to: '/customers/$id', params: { id } }),
  }))
}

/** Without accents or capitals, as people type when they look for something. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
