import { relations } from '../../../server/src/modules/audiences/comparison-contract.ts'
import type { DateLeaf } from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { WindowFields } from './WindowFields.tsx'

type Position = Pick<DateLeaf, 'is' | 'seconds' | 'date'>

interface PositionFieldsProps<Placed> {
  leaf: Placed
  /** What happened lies in the past. */
  pastOnly?: boolean
  onChange: (leaf: Placed) => void
}

const month = 30 * 86_400
const isDated = (is: Position['is']) => is === 'before' || is === 'after'

/** Where a moment lies: in the last 30 days, longer ago than that, before a day. */
export function PositionFields<Placed extends Position>({
  leaf,
  pastOnly,
  onChange,
}: PositionFieldsProps<Placed>) {
  const { t } = useTexts()
  const { is, seconds, date } = leaf
  const offered = pastOnly
    ? relations.filter((one) => one !== 'withinNext' && one !== 'moreThanAhead')
    : relations
  const place = (position: Position) => {
    const { is: _, seconds: __, date: ___, ...rest } = leaf
    onChange({ ...rest, ...position } as unknown as Placed)
  }
  return (
    <>
      <InlineSelect
        label={t('conditions.relation')}
        value={is}
        options={offered.map((value) => ({ value, label: t(`conditions.relation.${value}`) }))}
        onChange={(chosen) =>
          place(
            isDated(chosen)
              ? { is: chosen, date: date ?? new Date().toISOString().slice(0, 10) }
              : { is: chosen, seconds: seconds ?? month },
          )
        }
      />
      {isDated(is) ? (
        <InlineInput
          label={t('conditions.day')}
          type="date"
          value={(date ?? '').slice(0, 10)}
          onChange={(day) => place({ is, date: day })}
        />
      ) : (
        <WindowFields
          seconds={seconds ?? month}
          onChange={(changed) => place({ is, seconds: changed })}
        />
      )}
    </>
  )
}
