import { Button, Checkbox, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import {
  type Location,
  LocationKind,
  LocationNow,
  Service,
} from '../../../server/src/modules/shops/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { codeOf } from '../catalog/productDraft.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { HoursEditor } from './HoursEditor.tsx'
import classes from './Shops.module.css'
import { SpecialDays } from './SpecialDays.tsx'

type Draft = Omit<Location, 'id' | 'version'>

interface ShopFormProps {
  start: Draft
  before?: Location
  onSaved: (shop: Location) => void
  aside?: ReactNode
}

/** A place: where it is, what it does, and when it is open. */
export function ShopForm({ start, before, onSaved, aside }: ShopFormProps) {
  const { t } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(start)
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: () =>
      before
        ? send(
            'PUT',
            `/api/shops/${before.id}`,
            { ...draft, version: before.version },
            { answer: LocationNow },
          )
        : send(
            'POST',
            '/api/shops',
            { ...draft, code: codeOf(draft.name) },
            { answer: LocationNow },
          ),
    onSuccess: async (shop) => {
      await queries.invalidateQueries({ queryKey: ['shops'] })
      onSaved(shop)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const mayWrite = can('catalog:write')
  return (
    <form className={classes.form} onSubmit={submit}>
      <fieldset className={classes.main} disabled={!mayWrite}>
        <Whereabouts draft={draft} set={set} />
        <Panel title={t('shops.hours')}>
          <HoursEditor hours={draft.hours} onChange={(hours) => set({ hours })} />
        </Panel>
        <Panel title={t('shops.special')}>
          <SpecialDays days={draft.specialDays} onChange={(specialDays) => set({ specialDays })} />
        </Panel>
      </fieldset>
      <aside className={classes.side}>
        {mayWrite && (
          <>
            <Switch
              label={t('shops.active')}
              checked={draft.active}
              onChange={(event) => set({ active: event.target.checked })}
            />
            <Switch
              label={t('shops.holidays')}
              checked={draft.closedOnHolidays}
              onChange={(event) => set({ closedOnHolidays: event.target.checked })}
            />
            <Refused error={save.error} />
            <Button type="submit" loading={save.isPending} disabled={draft.name.trim() === ''}>
              {t(before ? 'catalog.save' : 'shops.create')}
            </Button>
          </>
        )}
        {aside}
      </aside>
    </form>
  )
}

function Whereabouts({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const { t } = useTexts()
  const { address } = draft
  const text = (value: string) => value.trim() || null
  const place = (value: string | number) => (value === '' ? null : Number(value))
  return (
    <>
      <div className={classes.grid}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          label={t('shops.name')}
          maxLength={120}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <Select
          label={t('shops.kind')}
          allowDeselect={false}
          value={draft.kind}
          onChange={(kind) => set({ kind: LocationKind.parse(kind) })}
          data={LocationKind.options.map((value) => ({ value, label: t(`shops.kind.${value}`) }))}
        />
        <TextInput
          label={t('shops.zone')}
          maxLength={80}
          value={draft.zone ?? ''}
          onChange={(event) => set({ zone: text(event.target.value) })}
        />
        <TextInput
          label={t('shops.street')}
          value={address.street}
          onChange={(event) => set({ address: { ...address, street: event.target.value } })}
        />
        <TextInput
          label={t('shops.postalCode')}
          value={address.postalCode}
          onChange={(event) => set({ address: { ...address, postalCode: event.target.value } })}
        />
        <TextInput
          label={t('shops.city')}
          value={address.city}
          onChange={(event) => set({ address: { ...address, city: event.target.value } })}
        />
        <TextInput
          label={t('shops.country')}
          maxLength={2}
          value={address.country}
          onChange={(event) =>
            set({ address: { ...address, country: event.target.value.toUpperCase() } })
          }
        />
        <TextInput
          label={t('shops.phone')}
          value={draft.phone ?? ''}
          onChange={(event) => set({ phone: text(event.target.value) })}
        />
        <TextInput
          type="email"
          label={t('shops.email')}
          value={draft.email ?? ''}
          onChange={(event) => set({ email: text(event.target.value) })}
        />
        <NumberInput
          label={t('shops.latitude')}
          min={-90}
          max={90}
          decimalScale={6}
          value={draft.latitude ?? ''}
          onChange={(value) => set({ latitude: place(value) })}
        />
        <NumberInput
          label={t('shops.longitude')}
          min={-180}
          max={180}
          decimalScale={6}
          value={draft.longitude ?? ''}
          onChange={(value) => set({ longitude: place(value) })}
        />
        <NumberInput
          label={t('shops.geofence')}
          min={20}
          max={50_000}
          value={draft.geofence}
          onChange={(value) => set({ geofence: Number(value) || 150 })}
        />
        <TextInput
          label={t('shops.timeZone')}
          value={draft.timeZone}
          onChange={(event) => set({ timeZone: event.target.value })}
        />
      </div>
      <Panel title={t('shops.services')}>
        <div className={classes.checks}>
          {Service.options.map((service) => (
            <Checkbox
              key={service}
              label={t(`shops.service.${service}`)}
              checked={draft.services.includes(service)}
              onChange={(event) =>
                set({
                  services: event.target.checked
                    ? [...draft.services, service]
                    : draft.services.filter((one) => one !== service),
                })
              }
            />
          ))}
        </div>
      </Panel>
    </>
  )
}
