import { useMantineColorScheme } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { languages } from '../texts/catalogue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Dropdown, DropdownItem, DropdownLabel, DropdownLine } from '../ui/Dropdown.tsx'
import classes from './PersonMenu.module.css'
import { useSession } from './session.ts'
import { useLanguageChoice, useSignOut } from './useAccount.ts'

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

const languageNames = { fr: 'Français', en: 'English' }

/** Who one is here, and how one likes it. */
export function PersonMenu() {
  const { t, language } = useTexts()
  const { person } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseLanguage = useLanguageChoice()
  const signOut = useSignOut()
  const navigate = useNavigate()
  return (
    <Dropdown
      label={t('shell.person', { name: person.name })}
      face={<IconUserCircle size={20} stroke={1.5} />}
    >
      <div className={classes.who}>
        <p className={classes.name}>{person.name}</p>
        <p className={classes.email}>{person.email}</p>
      </div>
      <DropdownItem
        icon={<IconUserCircle size={16} stroke={1.5} />}
        onPick={() => navigate({ to: '/account' })}
      >
        {t('account.title')}
      </DropdownItem>
      <DropdownLine />
      <DropdownLabel>{t('shell.language')}</DropdownLabel>
      {languages.map((choice) => (
        <DropdownItem
          key={choice}
          lang={choice}
          chosen={choice === language}
          icon={<IconLanguage size={16} stroke={1.5} />}
          onPick={() => chooseLanguage(choice)}
        >
          {languageNames[choice]}
        </DropdownItem>
      ))}
      <DropdownLabel>{t('shell.scheme.label')}</DropdownLabel>
      {schemes.map(({ value, icon: Icon }) => (
        <DropdownItem
          key={value}
          chosen={value === colorScheme}
          icon={<Icon size={16} stroke={1.5} />}
          onPick={() => setColorScheme(value)}
        >
          {t(`shell.scheme.${value}`)}
        </DropdownItem>
      ))}
      <DropdownLine />
      <DropdownItem icon={<IconLogout size={16} stroke={1.5} />} onPick={signOut}>
        {t('shell.signOut')}
      </DropdownItem>
    </Dropdown>
  )
}
