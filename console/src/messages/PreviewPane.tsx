import { SegmentedControl, Textarea } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { CustomerSummary } from '../../../server/src/modules/customers/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CustomerPicker, nameOf } from '../ui/CustomerPicker.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { firstWidth, MailFrame } from '../ui/MailFrame.tsx'
import classes from './TemplatePage.module.css'
import type { usePreview } from './usePreview.ts'

interface PreviewPaneProps {
  customer: CustomerSummary | undefined
  onCustomer: (customer: CustomerSummary) => void
  rendering: ReturnType<typeof usePreview>
  event: object
  onEvent: (event: object) => void
  /** The margin: what is to be noted about it. */
  children: ReactNode
}

const widths = ['phone', 'desktop', 'plain'] as const
type Width = (typeof widths)[number]

/** The real rendering for a real person, next to the text it is made of. */
export function PreviewPane(props: PreviewPaneProps) {
  const { customer, onCustomer, rendering, event, onEvent, children } = props
  const { t } = useTexts()
  const [width, setWidth] = useState<Width>(firstWidth)
  const { shown } = rendering
  return (
    <>
      <div className={classes.previewTools}>
        <div className={classes.who}>
          <CustomerPicker
            label={t('messages.preview.as')}
            placeholder={t('messages.preview.choose')}
            value={customer && (nameOf(customer) ?? t('customers.noName'))}
            onChange={onCustomer}
          />
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t('messages.preview.width')}
          value={width}
          onChange={(value) => setWidth(value as Width)}
          data={widths.map((value) => ({ value, label: t(`messages.preview.${value}`) }))}
        />
      </div>
      {children}
      {customer ? (
        <div className={classes.rendering} data-stale={rendering.isReading}>
          <p className={classes.subject}>{shown?.subject || t('messages.preview.noSubject')}</p>
          {width === 'plain' ? (
            <pre className={classes.plain}>{shown?.text}</pre>
          ) : (
            <MailFrame title={t('messages.preview.frame')} width={width} html={shown?.html ?? ''} />
          )}
          <EventData key={customer.id} event={event} onEvent={onEvent} />
        </div>
      ) : (
        <EmptyState
          icon={<IconUserSearch size={28} stroke={1.4} />}
          title={t('messages.preview.choose')}
        >
          {t('messages.preview.choose.text')}
        </EmptyState>
      )}
    </>
  )
}

/** What the event brings, to be changed by whoever wants to see another cart. */
function EventData({ event, onEvent }: Pick<PreviewPaneProps, 'event' | 'onEvent'>) {
  const { t } = useTexts()
  const [said, setSaid] = useState<string>()
  const [invalid, setInvalid] = useState(false)
  return (
    <details className={classes.help}>
      <summary>{t('messages.preview.data')}</summary>
      <Textarea
        aria-label={t('messages.preview.data')}
        description={t('messages.preview.data.hint')}
        error={invalid && t('messages.preview.data.invalid')}
        classNames={{ input: classes.data }}
        spellCheck={false}
        value={said ?? JSON.stringify(event, null, 2)}
        onChange={({ target }) => {
          setSaid(target.value)
          const parsed = objectIn(target.value)
          setInvalid(!parsed)
          if (parsed) onEvent(parsed)
        }}
      />
    </details>
  )
}

function objectIn(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}
