import { NativeSelect, TextInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import type { Draft, VariantDraft } from './productDraft.ts'

type Picture = Draft['media'][number]

interface PictureFieldsProps {
  picture: Picture
  variants: readonly VariantDraft[]
  onChange: (picture: Picture) => void
}

/** What a picture shows, for who does not see it, in each language; and which variant it is of. */
export function PictureFields({ picture, variants, onChange }: PictureFieldsProps) {
  const { t } = useTexts()
  return (
    <div className={classes.described}>
      {(['fr', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          label={t(`catalog.media.alt.${language}`)}
          placeholder={t('catalog.media.alt.example')}
          maxLength={300}
          value={picture.alt[language] ?? ''}
          onChange={(event) => {
            const { [language]: _, ...others } = picture.alt
            const text = event.target.value
            onChange({ ...picture, alt: text ? { ...others, [language]: text } : others })
          }}
        />
      ))}
      {variants.length > 1 && (
        <NativeSelect
          label={t('catalog.media.variant')}
          value={picture.sku ?? ''}
          data={[
            { value: '', label: t('catalog.media.variant.all') },
            ...variants.map(({ sku }) => sku).filter(Boolean),
          ]}
          onChange={(event) => onChange({ ...picture, sku: event.target.value || null })}
        />
      )}
    </div>
  )
}
