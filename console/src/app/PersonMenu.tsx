import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { languages } from '../texts/catalogue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PersonMenu.module.css'
import { useSession } from './session.ts'
import { useLanguageChoice, useSignOut } from './useAccount.ts'

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const

const languageNames = { fr: 'Français', en: 'English' }

export function PersonMenu() {
  const { t, language } = useTexts()
  const { person } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseLanguage = useLanguageChoice()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t('shell.person', { name: person.name })}>
          <IconUserCircle size={20} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <p className={classes.name}>{person.name}</p>
          <p className={classes.email}>{person.email}</p>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {languages.map((choice) => (
          <Menu.Item
            key={choice}
            role="menuitemradio"
            aria-checked={choice === language}
            lang={choice}
            className={classes.choice}
            leftSection={<IconLanguage size={16} stroke={1.5} />}
            onClick={() => chooseLanguage(choice)}
          >
            {languageNames[choice]}
          </Menu.Item>
        ))}
        <Menu.Label>{t('shell.scheme.label')}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === colorScheme}
            className={classes.choice}
            leftSection={<Icon size={16} stroke={1.5} />}
            onClick={() => setColorScheme(value)}
          >
            {t(`shell.scheme.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={() => signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
