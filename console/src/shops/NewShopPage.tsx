import { useNavigate } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Page } from '../ui/Page.tsx'
import { ShopForm } from './ShopForm.tsx'

const day = [{ from: '10:00', to: '19:00' }]

/** A new place, with the hours that most shops have. */
export function NewShopPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { brand } = useSession()
  return (
    <Page title={t('shops.new')} parent={{ to: '/shops', label: t('shops.title') }}>
      <ShopForm
        start={{
          ...{ code: '', kind: 'shop', name: '', active: true, latitude: null, longitude: null },
          address: { street: '', postalCode: '', city: '', country: 'FR' },
          ...{ zone: null, timeZone: brand.timeZone, phone: null, email: null, geofence: 150 },
          ...{ services: ['collect', 'reserve'], specialDays: [], closedOnHolidays: true },
          hours: [[], day, day, day, day, day, []],
        }}
        onSaved={({ id }) => navigate({ to: '/shops/$id', params: { id } })}
      />
    </Page>
  )
}
