import { TagsInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import { partOf, partText, type VariantDraft } from './productDraft.ts'

interface BundleFieldsProps {
  variants: readonly VariantDraft[]
  onChange: (variants: VariantDraft[]) => void
}

/** Of a bundle: the articles that it is made of, taken from the stock in its stead. */
export function BundleFields({ variants, onChange }: BundleFieldsProps) {
  const { t } = useTexts()
  const isBundle = variants.some(({ parts }) => parts.length > 0)
  return (
    <details open={isBundle}>
      <summary className={classes.quiet}>{t('catalog.bundle')}</summary>
      {variants.map((variant, place) => (
        <TagsInput
          // biome-ignore lint/suspicious/noArrayIndexKey: the sku is what is being typed
          key={place}
          label={variant.sku || t('catalog.variant')}
          description={t('catalog.bundle.hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={variant.parts.map(partText)}
          onChange={(texts) =>
            onChange(
              variants.map((one, index) =>
                index === place
                  ? { ...one, parts: texts.flatMap((text) => partOf(text) ?? []) }
                  : one,
              ),
            )
          }
        />
      ))}
    </details>
  )
}
