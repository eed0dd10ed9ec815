import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { AudienceSize } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import { CountButton } from './CountButton.tsx'
import classes from './Editor.module.css'
import { sentenceOf } from './sentence.ts'
import { type ExactCount, useExactCount } from './useExactCount.ts'
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
  const exact = useExactCount(written === settled ? settled : undefined)
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
          <Size size={size.data} exact={exact} />
        ) : (
          condition && <p className={classes.quiet}>{t('audiences.size.counting')}</p>
        )}
      </div>
    </aside>
  )
}

function Size({ size: answer, exact: counting }: { size: AudienceSize; exact: ExactCount }) {
  const { customers, sample, low, high, looked } = answer
  const { t, formats } = useTexts()
  const counted = counting.isDone ? counting.found : undefined
  const exact = answer.exact || counted !== undefined
  const size = counted ?? answer.size
  const isRare = !exact && size === 0
  return (
    <>
      <p className={classes.number}>
        {exact || isRare ? '' : '≈ '}
        {isRare
          ? t('audiences.size.fewer', { high: high + 1 })
          : t('audiences.size.count', { size })}
      </p>
      {customers > 0 && (
        <p className={classes.quiet}>
          {!isRare && (
            <>
              {t('audiences.size.share', { share: formats.percent(size / customers), customers })}
              <br />
            </>
          )}
          {exact
            ? t('audiences.size.exact')
            : t(isRare ? 'audiences.size.rare' : 'audiences.size.about', { low, high, looked })}
        </p>
      )}
      {!exact && <CountButton counting={counting} customers={customers} />}
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
