import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { AudienceSize } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Editor.module.css'
import { sentenceOf } from './sentence.ts'
import { useTongue } from './useTongue.ts'

/** What the condition says, how many it would take in now, and some of them: while it is written. */
export function SizePanel({ condition }: { condition: Condition | undefined }) {
  const { t } = useTexts()
  const tongue = useTongue()
  const written = condition && JSON.stringify(condition)
  const [settled] = useDebouncedValue(written, 350)
  const size = useQuery({
    queryKey: ['audiences', 'size', settled],
    queryFn: ({ signal }) =>
      send(
        'POST',
        '/api/audiences/size',
        { condition: JSON.parse(settled ?? '') },
        { answer: AudienceSize, signal },
      ),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const isStale = size.isPlaceholderData || written !== settled
  return (
    <aside className={classes.side} aria-label={t('audiences.size.title')}>
      <p className={classes.sentence}>
        {condition ? sentenceOf(tongue, condition) : t('audiences.edit.incomplete')}
      </p>
      <div className={classes.size} data-stale={isStale} aria-live="polite">
        {size.error ? (
          <p>{problemText(t, size.error)}</p>
        ) : size.data ? (
          <Size size={size.data} />
        ) : (
          condition && <p className={classes.quiet}>{t('audiences.size.counting')}</p>
        )}
      </div>
    </aside>
  )
}

function Size({ size: answer }: { size: AudienceSize }) {
  const { size, exact, customers, sample, low, high, looked } = answer
  const { t, formats } = useTexts()
  return (
    <>
      <p className={classes.number}>
        {exact || size === 0 ? '' : '≈ '}
        {!exact && size === 0
          ? t('audiences.size.fewer', { high: high + 1 })
          : t('audiences.size.count', { size })}
      </p>
      {customers > 0 && (
        <p className={classes.quiet}>
          {t('audiences.size.share', { share: formats.percent(size / customers), customers })}
          <br />
          {exact ? t('audiences.size.exact') : t('audiences.size.about', { low, high, looked })}
        </p>
      )}
      {exact && size === 0 && <p className={classes.quiet}>{t('audiences.size.none')}</p>}
      {sample.length > 0 && (
        <>
          <p className={classes.quiet} style={{ marginTop: 16 }}>
            {t('audiences.size.sample')}
          </p>
          <ul className={classes.sample}>
            {sample.map(({ customerId, name }) => (
              <li key={customerId}>
                <Link to="/customers/$id" params={{ id: customerId }}>
                  {name ?? t('audiences.members.stranger')}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
