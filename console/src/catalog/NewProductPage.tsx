import { useNavigate } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { ProductForm } from './ProductForm.tsx'
import { newDraft } from './productDraft.ts'

/** A new product: a name and a price are enough, and the rest can follow. */
export function NewProductPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { notify } = useNotify()
  return (
    <Page
      title={t('catalog.new')}
      answer={t('catalog.new.answer')}
      parent={{ to: '/products', label: t('catalog.title') }}
    >
      <ProductForm
        start={newDraft()}
        onSaved={({ id }) => {
          notify(t('catalog.saved'))
          navigate({ to: '/products/$id', params: { id } })
        }}
      />
    </Page>
  )
}
