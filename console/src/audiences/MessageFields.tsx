import type { MessageLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTemplates } from '../messages/useTemplates.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { CountFields } from './CountFields.tsx'
import { PeriodFields } from './PeriodFields.tsx'

interface MessageFieldsProps {
  leaf: MessageLeaf
  onChange: (leaf: MessageLeaf) => void
}

const doings = ['sent', 'opened', 'clicked', 'bounced'] as const

/** "have opened an email, of any template, at least once in the last 90 days". */
export function MessageFields({ leaf, onChange }: MessageFieldsProps) {
  const { t } = useTexts()
  const { data: templates = [] } = useTemplates()
  const choose = (id: string) => {
    const { templateId: _, ...rest } = leaf
    onChange(id ? { ...rest, templateId: id } : rest)
  }
  return (
    <>
      {t('conditions.edit.have')}
      <InlineSelect
        label={t('conditions.edit.message')}
        value={leaf.did}
        options={doings.map((value) => ({ value, label: t(`conditions.edit.message.${value}`) }))}
        onChange={(did) => onChange({ ...leaf, did })}
      />
      <InlineSelect
        label={t('conditions.edit.message.template')}
        value={leaf.templateId ?? ''}
        options={[
          { value: '', label: t('conditions.edit.message.any') },
          ...templates.map(({ id, name }) => ({ value: id, label: `« ${name} »` })),
        ]}
        onChange={choose}
      />
      <CountFields count={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
      <PeriodFields leaf={leaf} onChange={onChange} />
    </>
  )
}
