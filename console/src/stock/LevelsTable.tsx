import { ActionIcon, Menu } from '@mantine/core'
import { IconBuildingWarehouse, IconDots, IconPackages } from '@tabler/icons-react'
import type { PlaceLevel } from '../../../server/src/modules/stock/view-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Tag } from '../ui/Tag.tsx'
import classes from './Stock.module.css'

export const levelTasks = ['adjust', 'aside', 'rules'] as const

export interface LevelTask {
  readonly what: (typeof levelTasks)[number]
  readonly level: PlaceLevel
}

interface LevelsTableProps {
  levels: PlaceLevel[]
  onTask: (task: LevelTask) => void
}

/** An item place by place: there, promised, kept back, for sale; and what can be done with it. */
export function LevelsTable({ levels, onTask }: LevelsTableProps) {
  const { t } = useTexts()
  return (
    <DataTable
      label={t('stock.levels')}
      list={fixedList(levels)}
      columns={useColumns(onTask)}
      rowKey={({ locationId }) => locationId}
      empty={
        <EmptyState icon={<IconPackages size={28} stroke={1.4} />} title={t('stock.one.empty')}>
          {t('stock.empty.text')}
        </EmptyState>
      }
    />
  )
}

type Figure = 'onHand' | 'reserved' | 'damaged' | 'quality' | 'safety' | 'inbound'

function useColumns(onTask: (task: LevelTask) => void): Column<PlaceLevel>[] {
  const { t, formats } = useTexts()
  const can = useCan()
  const figure = (key: Figure, hide: boolean): Column<PlaceLevel> => ({
    key,
    header: t(`stock.${key}`),
    align: 'end',
    ...(hide && { phone: 'hide' as const }),
    cell: (level) => (
      <span className={classes.figure} data-none={level[key] === 0} data-below={level[key] < 0}>
        {formats.count(level[key])}
      </span>
    ),
    csv: (level) => level[key],
  })
  return [
    {
      key: 'place',
      header: t('stock.place'),
      cell: ({ location, kind }) => (
        <span>
          {kind === 'warehouse' && (
            <IconBuildingWarehouse size={14} stroke={1.6} aria-label={t('stock.warehouse')} />
          )}{' '}
          {location}
        </span>
      ),
      csv: ({ location }) => location,
    },
    figure('onHand', false),
    figure('reserved', true),
    figure('damaged', true),
    figure('quality', true),
    figure('safety', true),
    {
      key: 'available',
      header: t('stock.available'),
      align: 'end',
      cell: ({ available, uncounted }) => (
        <strong className={classes.figure}>
          {uncounted ? t('stock.uncounted.short') : formats.count(available)}
        </strong>
      ),
      csv: ({ available }) => available,
    },
    figure('inbound', true),
    {
      key: 'state',
      header: t('stock.state'),
      phone: 'hide',
      cell: (level) => <LevelTag level={level} />,
    },
    ...(can('stock:write')
      ? [
          {
            key: 'tasks',
            header: '',
            cell: (level: PlaceLevel) => <Tasks level={level} onTask={onTask} />,
          },
        ]
      : []),
  ]
}

function LevelTag({ level }: { level: PlaceLevel }) {
  const { t } = useTexts()
  if (level.uncounted) return <Tag>{t('stock.uncounted.tag')}</Tag>
  if (level.onHand < 0) return <Tag tone="bad">{t('stock.tag.below')}</Tag>
  if (level.available === 0) return <Tag tone="bad">{t('stock.tag.out')}</Tag>
  if (level.isLow) return <Tag tone="warn">{t('stock.tag.lowHere')}</Tag>
  return null
}

function Tasks({ level, onTask }: { level: PlaceLevel; onTask: (task: LevelTask) => void }) {
  const { t } = useTexts()
  return (
    <div className={classes.actions}>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('stock.tasks', { place: level.location })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {levelTasks.map((what) => (
            <Menu.Item key={what} onClick={() => onTask({ what, level })}>
              {t(`stock.task.${what}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
