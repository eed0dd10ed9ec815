import { Modal } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { AdjustForm } from './AdjustForm.tsx'
import { AsideForm } from './AsideForm.tsx'
import type { LevelTask } from './LevelsTable.tsx'
import { RulesForm } from './RulesForm.tsx'

interface LevelDialogProps {
  sku: string
  task: LevelTask
  onClose: () => void
}

const forms = { adjust: AdjustForm, aside: AsideForm, rules: RulesForm }

/** What somebody does with an item in a place. */
export function LevelDialog({ sku, task: { what, level }, onClose }: LevelDialogProps) {
  const { t } = useTexts()
  const Form = forms[what]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('stock.task.title', { task: t(`stock.task.${what}`), place: level.location })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form sku={sku} level={level} onClose={onClose} />
    </Modal>
  )
}
