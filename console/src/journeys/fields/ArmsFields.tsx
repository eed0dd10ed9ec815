import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Arm } from '../../../../server/src/modules/journeys/step-contract.ts'
import { NumberField } from '../../audiences/CountFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import classes from './Fields.module.css'

interface ArmsFieldsProps {
  arms: readonly Arm[]
  onChange: (arms: Arm[]) => void
}

/** A letter that no arm has yet. */
const freshArm = (arms: readonly Arm[]) =>
  [...'ABCDEFGHIJ'].find((letter) => arms.every(({ name }) => name !== letter)) ?? 'J'

/** The arms among which the lot decides, and the weight of each. */
export function ArmsFields({ arms, onChange }: ArmsFieldsProps) {
  const { t } = useTexts()
  return (
    <div className={classes.rows}>
      {arms.map((arm, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may be empty or doubled while it is typed
        <div key={index} className={classes.row}>
          <span className={classes.words}>
            <InlineInput
              label={t('steps.arm.name')}
              value={arm.name}
              onChange={(name) => onChange(arms.with(index, { ...arm, name }))}
            />
            <NumberField
              label={t('steps.arm.share')}
              value={arm.share}
              min={1}
              max={100}
              decimal
              onChange={(share) => onChange(arms.with(index, { ...arm, share }))}
            />
          </span>
          {arms.length > 2 && (
            <ActionIcon
              size={28}
              aria-label={t('steps.branch.remove')}
              onClick={() => onChange(arms.toSpliced(index, 1))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          )}
        </div>
      ))}
      {arms.length < 10 && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() =>
              onChange([
                ...arms,
                { name: freshArm(arms), share: arms[0]?.share ?? 50, next: arms[0]?.next ?? '' },
              ])
            }
          >
            {t('steps.arm.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
