import { ActionIcon, NumberInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { ArticlePicker, type PickedArticle } from '../catalog/ArticlePicker.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Stock.module.css'

export interface DraftLine {
  readonly sku: string
  readonly name: string
  readonly quantity: number
}

export const saidLines = (lines: readonly DraftLine[]) =>
  lines.map(({ sku, quantity }) => ({ sku, quantity }))

interface LinesFieldProps {
  lines: readonly DraftLine[]
  onChange: (lines: DraftLine[]) => void
  /** 0 where nothing is an answer, too: a shelf that was counted and is empty. */
  least?: 0 | 1
}

/** Articles and how many of each: looked for or scanned; one that is scanned again is one more. */
export function LinesField({ lines, onChange, least = 1 }: LinesFieldProps) {
  const { t } = useTexts()
  const put = (sku: string, quantity: number) =>
    onChange(lines.map((line) => (line.sku === sku ? { ...line, quantity } : line)))
  const pick = ({ sku, name }: PickedArticle) => {
    const there = lines.find((line) => line.sku === sku)
    if (there) put(sku, there.quantity + 1)
    else onChange([...lines, { sku, name, quantity: 1 }])
  }
  return (
    <div className={classes.lines}>
      {lines.map(({ sku, name, quantity }) => (
        <div key={sku} className={classes.line}>
          <span className={classes.article}>
            {name}
            <small>{sku}</small>
          </span>
          <NumberInput
            aria-label={t('stock.quantityOf', { name })}
            min={least}
            max={1_000_000}
            allowDecimal={false}
            value={quantity}
            onChange={(value) => put(sku, Math.max(least, Number(value)))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('stock.line.remove')}
            onClick={() => onChange(lines.filter((line) => line.sku !== sku))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <ArticlePicker label={t('stock.line.add')} onPick={pick} />
    </div>
  )
}
