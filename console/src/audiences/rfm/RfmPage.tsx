import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconLayoutGrid } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RfmGrid, rfmBy } from '../../../../server/src/modules/audiences/rfm/contract.ts'
import { get } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { Page } from '../../ui/Page.tsx'
import { AudiencesTabs } from '../AudiencesTabs.tsx'
import { leafSentence } from '../sentence.ts'
import { useDrawAudience } from '../useDrawAudience.ts'
import { useTongue } from '../useTongue.ts'
import { type Chosen, leafOf, rangeAt, sumsOf } from './cells.ts'
import classes from './RfmPage.module.css'

/** All buyers by when they last bought and how often; a cell is an audience away. */
export function RfmPage() {
  const { t, formats } = useTexts()
  const [by, setBy] = useState<(typeof rfmBy)[number]>('usual')
  const [money, setMoney] = useState('all')
  const {
    data: grid,
    error,
    refetch,
  } = useQuery({
    queryKey: ['audiences', 'rfm', by],
    queryFn: ({ signal }) => get('/api/audience-rfm', { answer: RfmGrid, query: { by }, signal }),
    placeholderData: (before) => before,
  })
  const spent = grid?.cells.reduce((sum, cell) => sum + cell.spent, 0) ?? 0
  return (
    <Page
      title={t('rfm.title')}
      answer={
        grid &&
        grid.buyers > 0 &&
        t('rfm.answer', { n: grid.buyers, spent: formats.roundMoney(spent, grid.currency) })
      }
    >
      <AudiencesTabs />
      {error && <ErrorState error={error} retry={refetch} />}
      {grid?.buyers === 0 && (
        <EmptyState icon={<IconLayoutGrid size={28} stroke={1.4} />} title={t('rfm.empty.title')}>
          {t('rfm.empty.text')}
        </EmptyState>
      )}
      {grid && grid.buyers > 0 && (
        <>
          <p className={classes.text}>{t('rfm.text')}</p>
          <div className={classes.tools}>
            <SegmentedControl
              size="xs"
              aria-label={t('rfm.by')}
              value={by}
              onChange={(value) => setBy(value as typeof by)}
              data={rfmBy.map((value) => ({ value, label: t(`rfm.by.${value}`) }))}
            />
            <span className={classes.money}>
              {t('rfm.money')}
              <InlineSelect
                label={t('rfm.money')}
                value={money}
                options={moneyOptions(grid, t('rfm.money.all'), (value) =>
                  formats.roundMoney(value, grid.currency),
                )}
                onChange={setMoney}
              />
            </span>
          </div>
          <Grid grid={grid} money={money === 'all' ? undefined : Number(money)} />
        </>
      )}
      {!grid && !error && <div className={classes.bone} aria-hidden="true" />}
    </Page>
  )
}

function moneyOptions({ limits }: RfmGrid, all: string, shown: (value: number) => string) {
  const classesOf = Array.from({ length: limits.money.length + 1 }, (_, place) => {
    const { from, to } = rangeAt(limits.money, place, 0)
    const label = to === undefined ? `≥ ${shown(from)}` : `${shown(from)} – ${shown(to)}`
    return { value: String(place), label }
  })
  return [{ value: 'all', label: all }, ...classesOf]
}

function Grid({ grid, money }: { grid: RfmGrid; money: number | undefined }) {
  const { t } = useTexts()
  const { limits } = grid
  const recencies = Array.from({ length: limits.recency.length + 1 }, (_, place) => place)
  const frequencies = Array.from(
    { length: limits.frequency.length + 1 },
    (_, place) => place,
  ).reverse()
  const most = Math.max(
    1,
    ...recencies.flatMap((recency) =>
      frequencies.map((frequency) => sumsOf(grid, { recency, frequency, money }).customers),
    ),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('rfm.title')}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <td />
            {recencies.map((place) => (
              <th key={place} scope="col">
                {recencyText(t, rangeAt(limits.recency, place, 0))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {frequencies.map((frequency) => (
            <tr key={frequency}>
              <th scope="row">{frequencyText(t, rangeAt(limits.frequency, frequency, 1))}</th>
              {recencies.map((recency) => (
                <td key={recency}>
                  <Cell grid={grid} chosen={{ recency, frequency, money }} most={most} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type T = ReturnType<typeof useTexts>['t']

const recencyText = (t: T, { from, to }: { from: number; to?: number | undefined }) =>
  to === undefined ? t('rfm.recency.from', { from }) : t('rfm.recency', { from, to })

const frequencyText = (t: T, { from, to }: { from: number; to?: number | undefined }) =>
  to === undefined
    ? t('rfm.frequency.from', { from })
    : t('rfm.frequency', { from, to: to - 1, one: from === to - 1 ? 'yes' : 'no' })

/** How many and how much; darker the more there are; a click makes an audience of it. */
function Cell({ grid, chosen, most }: { grid: RfmGrid; chosen: Chosen; most: number }) {
  const { t, formats } = useTexts()
  const tongue = useTongue()
  const can = useCan()
  const draw = useDrawAudience()
  const { customers, spent } = sumsOf(grid, chosen)
  const leaf = leafOf(grid, chosen)
  const said = leafSentence(tongue, leaf)
  if (customers === 0) return <span className={classes.none}>–</span>
  return (
    <button
      type="button"
      className={classes.cell}
      style={{ '--share': Math.sqrt(customers / most) } as React.CSSProperties}
      disabled={!can('audiences:write') || draw.isPending}
      title={t('rfm.draw', { said })}
      onClick={() => draw.mutate({ name: t('rfm.name', { said }).slice(0, 120), condition: leaf })}
    >
      <VisuallyHidden>{said}</VisuallyHidden>
      <strong>{formats.count(customers)}</strong>
      <span>{formats.roundMoney(spent, grid.currency)}</span>
    </button>
  )
}
