import { SegmentedControl } from '@mantine/core'
import { languages } from '../texts/catalogue.ts'
import { asLanguage, useTexts } from '../texts/TextsProvider.tsx'

const names = { fr: 'Français', en: 'English' }

/** Before anybody is known: the choice is kept on this device. */
export function LanguageSwitch() {
  const { t, language, setLanguage } = useTexts()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      value={language}
      onChange={(chosen) => setLanguage(asLanguage(chosen) ?? 'fr')}
      data={languages.map((value) => ({
        value,
        label: <span lang={value}>{names[value]}</span>,
      }))}
    />
  )
}
