import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconFolders } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Category } from '../../../server/src/modules/catalog/structure-contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import { codeOf } from './productDraft.ts'
import classes from './Structure.module.css'
import { useCategories, useReadAgain } from './useCatalog.ts'

/** Where products are filed: the tree of a shop's menu. */
export function CategoriesPage() {
  const { t, formats, language } = useTexts()
  const can = useCan()
  const categories = useCategories()
  const [open, setOpen] = useState<string>()
  const all = inTree(categories.data ?? [])
  const opened = all.find(({ code }) => code === open)
  return (
    <Page title={t('catalog.side.categories')} answer={t('catalog.categories.answer')}>
      <CatalogTabs />
      {categories.error && <ErrorState error={categories.error} retry={categories.refetch} />}
      <div className={classes.columns}>
        {categories.data?.length === 0 ? (
          <EmptyState
            icon={<IconFolders size={28} stroke={1.4} />}
            title={t('catalog.categories.empty.title')}
          >
            {t('catalog.categories.empty.text')}
          </EmptyState>
        ) : (
          <ul className={classes.tree}>
            {all.map(({ code, name, path, products }) => (
              <li
                key={code}
                data-open={code === open}
                style={{ paddingInlineStart: (path.length - 1) * 24 }}
              >
                <button type="button" onClick={() => setOpen(code === open ? undefined : code)}>
                  {name[language] || name.fr}
                </button>
                <Link to="/products" search={{ filter: [`category:${code}`] } as never}>
                  {t('catalog.categories.products', {
                    n: products,
                    count: formats.count(products),
                  })}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {can('catalog:write') && (
          <CategoryForm
            key={opened?.code ?? 'new'}
            category={opened}
            all={all}
            onDone={() => setOpen(undefined)}
          />
        )}
      </div>
    </Page>
  )
}

/** Each below the one that holds it, in the brand's order. */
function inTree(all: readonly Category[]): Category[] {
  const below = (parent: string | null): Category[] =>
    all
      .filter((one) => one.parent === parent)
      .sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1))
      .flatMap((one) => [one, ...below(one.code)])
  return below(null)
}

interface CategoryFormProps {
  category: Category | undefined
  all: readonly Category[]
  onDone: () => void
}

function CategoryForm({ category, all, onDone }: CategoryFormProps) {
  const { t, language } = useTexts()
  const readAgain = useReadAgain()
  const [name, setName] = useState(category?.name ?? { fr: '', en: '' })
  const [parent, setParent] = useState(category?.parent ?? null)
  const [position, setPosition] = useState(category?.position ?? 0)
  const code = category?.code ?? codeOf(name.fr)
  const done = async () => {
    await readAgain()
    setName({ fr: '', en: '' })
    onDone()
  }
  const save = useMutation({
    mutationFn: () => {
      const input = { parent, position, name: { fr: name.fr, en: name.en || name.fr } }
      return category
        ? send('PUT', `/api/catalog/categories/${code}`, input)
        : send('POST', '/api/catalog/categories', { ...input, code })
    },
    onSuccess: done,
  })
  const remove = useMutation({
    mutationFn: () => send('DELETE', `/api/catalog/categories/${code}`),
    onSuccess: done,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Panel title={t(category ? 'catalog.categories.change' : 'catalog.categories.new')}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('catalog.name.fr')}
          required
          withAsterisk={false}
          maxLength={120}
          value={name.fr}
          onChange={(event) => setName({ ...name, fr: event.target.value })}
        />
        <TextInput
          label={t('catalog.name.en')}
          maxLength={120}
          placeholder={name.fr}
          value={name.en}
          onChange={(event) => setName({ ...name, en: event.target.value })}
        />
        <Select
          label={t('catalog.categories.parent')}
          clearable
          clearButtonProps={{ 'aria-label': t('catalog.clear') }}
          placeholder={t('catalog.categories.top')}
          searchable
          value={parent}
          onChange={setParent}
          data={all
            .filter(({ path }) => !category || !path.includes(category.code))
            .map((one) => ({ value: one.code, label: one.name[language] || one.name.fr }))}
        />
        <NumberInput
          label={t('catalog.position')}
          min={0}
          value={position}
          onChange={(value) => setPosition(Number(value) || 0)}
        />
        <Refused error={save.error ?? remove.error} />
        <div className={classes.end}>
          {category ? (
            <Button
              variant="subtle"
              color="gray"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('catalog.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={save.isPending} disabled={code === ''}>
            {t(category ? 'catalog.save' : 'catalog.categories.add')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
