import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Taxes, type VatRate } from '../../../server/src/modules/catalog/structure-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import classes from './Structure.module.css'
import { useReadAgain, useTaxes } from './useCatalog.ts'

interface Row {
  country: string
  /** The rate that holds today, by class. */
  rates: Map<string, VatRate>
  planned: VatRate[]
}

/** What is taxed how in each country, today and from a day on. */
export function TaxesPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const taxes = useTaxes()
  const readAgain = useReadAgain()
  const [country, setCountry] = useState<string>()
  const today = useNow().toISOString().slice(0, 10)
  const home = useMutation({
    mutationFn: (code: string) =>
      send('PUT', '/api/catalog/taxes/home', { country: code }, { answer: Taxes }),
    onSuccess: readAgain,
  })
  const rows = rowsOf(taxes.data, today)
  return (
    <Page title={t('catalog.side.taxes')} answer={t('catalog.taxes.answer')}>
      <CatalogTabs />
      <div className={classes.columns}>
        <DataTable
          label={t('catalog.side.taxes')}
          list={fixedList(taxes.data && rows, taxes)}
          columns={useColumns(taxes.data)}
          rowKey={(row) => row.country}
          target={{ open: (row) => setCountry(row.country) }}
          openKey={country}
          empty={null}
        />
        {can('catalog:write') && taxes.data && (
          <div className={classes.form}>
            <Select
              label={t('catalog.taxes.home')}
              description={t('catalog.taxes.home.hint')}
              inputWrapperOrder={['label', 'input', 'description']}
              searchable
              allowDeselect={false}
              value={taxes.data.home}
              onChange={(code) => code && home.mutate(code)}
              data={rows.map((row) => ({
                value: row.country,
                label: formats.country(row.country) ?? row.country,
              }))}
            />
            <RateForm key={country ?? ''} country={country ?? taxes.data.home} taxes={taxes.data} />
          </div>
        )}
      </div>
      <p className={classes.rule}>{t('catalog.taxes.source')}</p>
    </Page>
  )
}

function rowsOf(taxes: Taxes | undefined, today: string): Row[] {
  const countries = [...new Set((taxes?.rates ?? []).map(({ country }) => country))].sort()
  return countries.map((country) => {
    const own = (taxes?.rates ?? []).filter((rate) => rate.country === country)
    const begun = own.filter(({ since }) => since <= today)
    return {
      country,
      rates: new Map(begun.map((rate) => [rate.taxClass, rate])),
      planned: own.filter(({ since }) => since > today),
    }
  })
}

function useColumns(taxes: Taxes | undefined): Column<Row>[] {
  const { t, formats, language } = useTexts()
  const percent = (rate: number) => `${formats.number(rate / 100)} %`
  return [
    {
      key: 'country',
      header: t('catalog.taxes.country'),
      cell: ({ country }) => formats.country(country) ?? country,
      csv: ({ country }) => country,
    },
    ...(taxes?.classes ?? [])
      .filter(({ code }) => code !== 'exempt')
      .map(
        ({ code, name }, place): Column<Row> => ({
          key: code,
          header: name[language] || name.fr,
          align: 'end',
          ...(place > 0 && code !== 'books' && { phone: 'hide' as const }),
          cell: ({ rates, planned }) => {
            const next = planned.find(({ taxClass }) => taxClass === code)
            const rate = rates.get(code)
            return (
              <>
                {rate ? percent(rate.rate) : '–'}
                {next && (
                  <div className={classes.quiet}>
                    {t('catalog.taxes.from', { rate: percent(next.rate), day: next.since })}
                  </div>
                )}
              </>
            )
          },
          csv: ({ rates }) => {
            const rate = rates.get(code)
            return rate && rate.rate / 100
          },
        }),
      ),
  ]
}

function RateForm({ country, taxes }: { country: string; taxes: Taxes }) {
  const { t, formats, language } = useTexts()
  const readAgain = useReadAgain()
  const [taxClass, setTaxClass] = useState('standard')
  const [since, setSince] = useState('')
  const [rate, setRate] = useState<number | string>('')
  const set = useMutation({
    mutationFn: () =>
      send(
        'PUT',
        '/api/catalog/taxes/rates',
        { country, taxClass, since, rate: Math.round(Number(rate) * 100) },
        { answer: Taxes },
      ),
    onSuccess: readAgain,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate()
  }
  return (
    <Panel title={t('catalog.taxes.change', { country: formats.country(country) ?? country })}>
      <form className={classes.form} onSubmit={submit}>
        <Select
          label={t('catalog.tax')}
          allowDeselect={false}
          value={taxClass}
          onChange={(code) => setTaxClass(code ?? taxClass)}
          data={taxes.classes.map(({ code, name }) => ({
            value: code,
            label: name[language] || name.fr,
          }))}
        />
        <div className={classes.pair}>
          <NumberInput
            label={t('catalog.taxes.rate')}
            suffix=" %"
            min={0}
            max={100}
            decimalScale={2}
            decimalSeparator={language === 'fr' ? ',' : '.'}
            value={rate}
            onChange={setRate}
          />
          <TextInput
            type="date"
            required
            withAsterisk={false}
            label={t('catalog.taxes.since')}
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
        </div>
        <Refused error={set.error} />
        <div className={classes.end}>
          <span />
          <Button type="submit" loading={set.isPending} disabled={rate === '' || since === ''}>
            {t('catalog.taxes.set')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
