import { Button, CloseButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SpecialDay } from '../../../server/src/modules/shops/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Times } from './HoursEditor.tsx'
import classes from './Shops.module.css'

interface SpecialDaysProps {
  days: readonly SpecialDay[]
  onChange: (days: SpecialDay[]) => void
}

/** Days that are not like their weekday: a stocktake, a Sunday before Christmas. */
export function SpecialDays({ days, onChange }: SpecialDaysProps) {
  const { t, language } = useTexts()
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  })
  const said = (of: string) => format.format(new Date(`${of}T00:00:00Z`))
  const [day, setDay] = useState('')
  const put = (of: string, change: Partial<SpecialDay>) =>
    onChange(days.map((one) => (one.day === of ? { ...one, ...change } : one)))
  const add = () => {
    const fresh = { day, hours: [], note: null }
    onChange([...days, fresh].sort((one, other) => (one.day < other.day ? -1 : 1)))
    setDay('')
  }
  return (
    <div>
      {days.map((one) => (
        <div key={one.day} className={classes.special}>
          <time dateTime={one.day}>{said(one.day)}</time>
          <Times
            label={said(one.day)}
            times={one.hours}
            onChange={(hours) => put(one.day, { hours })}
          />
          <TextInput
            size="xs"
            aria-label={t('shops.special.note', { day: said(one.day) })}
            placeholder={t('shops.special.example')}
            value={one.note ?? ''}
            onChange={(event) => put(one.day, { note: event.target.value || null })}
          />
          <CloseButton
            size="sm"
            aria-label={t('shops.special.remove', { day: said(one.day) })}
            onClick={() => onChange(days.filter((other) => other.day !== one.day))}
          />
        </div>
      ))}
      <div className={classes.special}>
        <TextInput
          size="xs"
          type="date"
          aria-label={t('shops.special.day')}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={day === '' || days.some((one) => one.day === day)}
          onClick={add}
        >
          {t('shops.special.add')}
        </Button>
      </div>
    </div>
  )
}
