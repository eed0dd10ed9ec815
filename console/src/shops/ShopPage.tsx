import { useParams } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { TableSkeleton } from '../ui/TableSkeleton.tsx'
import { OpenNow } from './OpenNow.tsx'
import { ShopForm } from './ShopForm.tsx'
import { useShop } from './useShops.ts'

/** One place: whether it is open, where it is, what it does, its hours. */
export function ShopPage() {
  const { t } = useTexts()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const shop = useShop(id)
  const { notify } = useNotify()
  const { data } = shop
  return (
    <Page
      title={data?.name ?? t('shops.one')}
      answer={
        data && (
          <>
            <OpenNow now={data.now} timeZone={data.timeZone} /> {data.code}
          </>
        )
      }
      parent={{ to: '/shops', label: t('shops.title') }}
    >
      {shop.error && !data && <ErrorState error={shop.error} retry={shop.refetch} />}
      {!data && !shop.error && (
        <table>
          <TableSkeleton columns={3} />
        </table>
      )}
      {data && (
        <ShopForm
          key={`${data.id}.${data.version}`}
          start={data}
          before={data}
          onSaved={() => notify(t('shops.saved'))}
        />
      )}
    </Page>
  )
}
