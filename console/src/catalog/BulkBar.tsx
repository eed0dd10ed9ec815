import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import type { ProductState } from '../../../server/src/modules/catalog/contract.ts'
import type { BulkInput } from '../../../server/src/modules/catalog/product-contract.ts'
import type { Hit } from '../../../server/src/modules/catalog/search-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './ProductsPage.module.css'
import { useCategories, useReadAgain } from './useCatalog.ts'

const Done = z.object({ products: z.int() })
const change = (input: BulkInput) =>
  send('POST', '/api/catalog/products/bulk', input, { answer: Done })

/** What can be done with the picked products; publishing and archiving can be taken back. */
export function BulkBar({ products, onDone }: { products: readonly Hit[]; onDone: () => void }) {
  const { t, language } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const readAgain = useReadAgain()
  const categories = useCategories()
  const ids = products.map(({ id }) => id)
  const act = useMutation({
    mutationFn: change,
    onError: notifyProblem,
    onSuccess: async ({ products: n }, { state }) => {
      onDone()
      await readAgain()
      notify(t('catalog.bulk.done', { n }), state ? { undo: () => takeBack() } : {})
    },
  })
  const takeBack = async () => {
    const states = [...new Set(products.map(({ state }) => state))]
    for (const state of states) {
      const own = products.filter((one) => one.state === state)
      await change({ ids: own.map(({ id }) => id), state })
    }
    await readAgain()
  }
  const to = (state: ProductState) => () => act.mutate({ ids, state })
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('catalog.bulk')}>
      <span>{t('catalog.bulk.picked', { n: products.length })}</span>
      <Button size="compact-sm" variant="default" loading={act.isPending} onClick={to('active')}>
        {t('catalog.bulk.publish')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={to('draft')}>
        {t('catalog.bulk.draft')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={to('archived')}>
        {t('catalog.bulk.archive')}
      </Button>
      <Select
        size="xs"
        w={190}
        searchable
        aria-label={t('catalog.bulk.file')}
        placeholder={t('catalog.bulk.file')}
        value={null}
        onChange={(code) => code && act.mutate({ ids, addCategory: code })}
        data={(categories.data ?? []).map(({ code, name }) => ({
          value: code,
          label: name[language] || name.fr,
        }))}
      />
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
        {t('ui.cancel')}
      </Button>
    </div>
  )
}
