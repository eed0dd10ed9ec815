import { useParams } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { TableSkeleton } from '../ui/TableSkeleton.tsx'
import { HistoryPanel } from './HistoryPanel.tsx'
import { PricesPanel } from './PricesPanel.tsx'
import { ProductForm } from './ProductForm.tsx'
import { draftOf } from './productDraft.ts'
import { StateTag } from './StateTag.tsx'
import { useProduct } from './useCatalog.ts'

/** One product: what it is, what it costs and why, and who changed what. */
export function ProductPage() {
  const { t, language } = useTexts()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const product = useProduct(id)
  const { notify } = useNotify()
  const { data } = product
  return (
    <Page
      title={data ? data.name[language] || data.name.fr : t('catalog.one')}
      answer={
        data && (
          <>
            <StateTag state={data.state} /> {data.code}
          </>
        )
      }
      parent={{ to: '/products', label: t('catalog.title') }}
    >
      {product.error && !data && <ErrorState error={product.error} retry={product.refetch} />}
      {!data && !product.error && (
        <table>
          <TableSkeleton columns={3} />
        </table>
      )}
      {data && (
        <ProductForm
          // Saved, it is another one: the form begins anew from what the server has made of it.
          key={`${data.id}.${data.version}`}
          start={draftOf(data)}
          before={data}
          onSaved={() => notify(t('catalog.saved'))}
          aside={
            <>
              <PricesPanel id={data.id} />
              <HistoryPanel id={data.id} />
            </>
          }
        />
      )}
    </Page>
  )
}
