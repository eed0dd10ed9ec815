import type { z } from 'zod'
import type { DateSource } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import type { Words } from '../sentences.ts'

type Source = z.infer<typeof DateSource>

const places = ['traits', 'event', 'template'] as const

const saidBy = (source: Source) => (source.of === 'template' ? source.template : source.path)

const sourceOf = (of: Source['of'], said: string): Source =>
  of === 'template' ? { of, template: said } : { of, path: said }

/** « l’anniversaire », « starts_at de l’événement » */
export function dateText({ t }: Words, source: Source): string {
  const said = saidBy(source)
  const known = `steps.date.${said}`
  return t.has(known) ? t(known) : t(`steps.date.of.${source.of}`, { path: said })
}

interface DateSourceFieldsProps {
  source: Source
  onChange: (source: Source) => void
}

/** Where a date is found. */
export function DateSourceFields({ source, onChange }: DateSourceFieldsProps) {
  const { t } = useTexts()
  return (
    <>
      <InlineInput
        label={t('steps.date.path')}
        placeholder={t('steps.date.path.example')}
        value={saidBy(source)}
        onChange={(said) => onChange(sourceOf(source.of, said))}
      />
      <InlineSelect
        label={t('steps.date.where')}
        value={source.of}
        options={places.map((value) => ({ value, label: t(`steps.date.in.${value}`) }))}
        onChange={(of) => onChange(sourceOf(of, saidBy(source)))}
      />
    </>
  )
}
