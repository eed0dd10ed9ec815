import { Button, CloseButton, TagsInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import { choiceOf, codeOf, type Draft, textOf, withOptions } from './productDraft.ts'

const most = 3

interface OptionsFieldsProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

/** What the variants differ by: a name and its values, typed one after the other. */
export function OptionsFields({ draft, onChange }: OptionsFieldsProps) {
  const { t } = useTexts()
  const { options } = draft
  const put = (place: number, option: Draft['options'][number]) =>
    onChange(
      withOptions(
        draft,
        options.map((one, index) => (index === place ? option : one)),
      ),
    )
  const add = () => {
    const code = `option-${options.length + 1}`
    onChange({ ...draft, options: [...options, { code, name: { fr: '', en: '' }, values: [] }] })
  }
  const rename = (place: number, text: string) => {
    const option = options[place]
    if (!option) return
    const { name } = choiceOf(text)
    // Its code is that of its first name: variants that are saved know it.
    const isNew = option.code.startsWith('option-')
    const code = (isNew && codeOf(name.fr)) || option.code
    const moved = draft.variants.map((variant) => {
      const { [option.code]: value, ...rest } = variant.options
      return value === undefined ? variant : { ...variant, options: { ...rest, [code]: value } }
    })
    const renamed = options.map((one, index) => (index === place ? { ...one, code, name } : one))
    onChange({ ...draft, options: renamed, variants: moved })
  }
  return (
    <>
      {options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option has no name of its own while it is typed
        <div key={place} className={classes.option}>
          <TextInput
            label={t('catalog.option')}
            placeholder={t('catalog.option.example')}
            defaultValue={option.name.fr ? textOf(option) : ''}
            onBlur={(event) => rename(place, event.target.value)}
          />
          <TagsInput
            label={t('catalog.option.values')}
            description={t('catalog.option.hint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={option.values.map(textOf)}
            onChange={(texts) =>
              put(place, { ...option, values: texts.map((text) => choiceOf(text, option.values)) })
            }
          />
          <CloseButton
            aria-label={t('catalog.option.remove')}
            onClick={() =>
              onChange(
                withOptions(
                  draft,
                  options.filter((_, index) => index !== place),
                ),
              )
            }
          />
        </div>
      ))}
      {options.length < most && (
        <Button
          className={classes.start}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={add}
        >
          {t('catalog.option.add')}
        </Button>
      )}
    </>
  )
}
