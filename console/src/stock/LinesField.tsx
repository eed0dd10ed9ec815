import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Stock.module.css'

export interface DraftLine {
  readonly key: number
  readonly sku: string
  readonly quantity: number
}

export const emptyLine = (key: number): DraftLine => ({ key, sku: '', quantity: 1 })

/** Lines that say something; the empty one at the end is none. */
export const saidLines = (lines: readonly DraftLine[]) =>
  lines
    .filter(({ sku }) => sku.trim() !== '')
    .map(({ sku, quantity }) => ({ sku: sku.trim(), quantity }))

interface LinesFieldProps {
  lines: readonly DraftLine[]
  onChange: (lines: DraftLine[]) => void
  /** 0 where nothing is an answer, too: a shelf that was counted and is empty. */
  least?: 0 | 1
}

/** Items and how many of each: typed or scanned, since a scanner ends with Enter, which begins the next line. */
export function LinesField({ lines, onChange, least = 1 }: LinesFieldProps) {
  const { t } = useTexts()
  const change = (key: number, part: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const add = () => onChange([...lines, emptyLine(Math.max(0, ...lines.map(({ key }) => key)) + 1)])
  return (
    <div className={classes.lines}>
      {lines.map((line, index) => (
        <div key={line.key} className={classes.line}>
          <TextInput
            label={index === 0 ? t('stock.sku') : undefined}
            aria-label={t('stock.sku')}
            maxLength={100}
            autoFocus={index === lines.length - 1}
            value={line.sku}
            onChange={(event) => change(line.key, { sku: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || line.sku.trim() === '') return
              event.preventDefault()
              add()
            }}
          />
          <NumberInput
            label={index === 0 ? t('stock.quantity') : undefined}
            aria-label={t('stock.quantity')}
            min={least}
            max={1_000_000}
            allowDecimal={false}
            value={line.quantity}
            onChange={(value) => change(line.key, { quantity: Math.max(least, Number(value)) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('stock.line.remove')}
            disabled={lines.length === 1}
            onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={add}
        >
          {t('stock.line.add')}
        </Button>
      </div>
    </div>
  )
}
