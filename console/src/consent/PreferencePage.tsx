import { Select } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ConsentLanguage, PreferencePreview } from '../../../server/src/modules/consent/contract.ts'
import { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CustomerPicker } from '../ui/CustomerPicker.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MailFrame } from '../ui/MailFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { ConsentTabs } from './ConsentTabs.tsx'
import classes from './Wordings.module.css'

const Filters = z.object({
  customer: z.uuid().optional().catch(undefined),
  language: ConsentLanguage.optional().catch(undefined),
})

/** The preference page as one customer sees it, on their phone. */
export function PreferencePage() {
  const { t, formats } = useTexts()
  const [{ customer, language }, setFilters] = useFilters(Filters)
  const person = useQuery({
    queryKey: ['customers', customer],
    queryFn: ({ signal }) => get(`/api/customers/${customer}`, { answer: CustomerDetail, signal }),
    enabled: customer !== undefined,
  }).data
  const preview = useQuery({
    queryKey: ['consent', 'preview', customer, language],
    queryFn: ({ signal }) =>
      get(`/api/customers/${customer}/preferences/preview`, {
        answer: PreferencePreview,
        query: { language },
        signal,
      }),
    enabled: customer !== undefined,
    placeholderData: (before) => before,
  })
  return (
    <Page title={t('consent.title')} answer={t('consent.page.answer')}>
      <ConsentTabs />
      <div className={classes.choices}>
        <CustomerPicker
          label={t('consent.page.customer')}
          placeholder={t('consent.page.pick')}
          value={person && (person.name ?? t('customers.noName'))}
          onChange={({ id }) => setFilters({ customer: id })}
        />
        <Select
          label={t('consent.page.language')}
          placeholder={t('consent.page.language.own')}
          clearable
          clearButtonProps={{ 'aria-label': t('consent.page.language.own') }}
          value={language ?? null}
          onChange={(value) =>
            setFilters({ language: ConsentLanguage.nullable().parse(value) ?? undefined })
          }
          data={ConsentLanguage.options.map((value) => ({ value, label: formats.language(value) }))}
        />
      </div>
      {!customer ? (
        <EmptyState
          icon={<IconAdjustmentsHorizontal size={28} stroke={1.4} />}
          title={t('consent.page.empty.title')}
        >
          {t('consent.page.empty.text')}
        </EmptyState>
      ) : preview.error ? (
        <ErrorState error={preview.error} retry={preview.refetch} />
      ) : (
        <>
          <p className={classes.note}>{t('consent.page.note')}</p>
          <MailFrame
            title={t('consent.page.frame')}
            width="phone"
            html={preview.data?.html ?? ''}
          />
        </>
      )}
    </Page>
  )
}
