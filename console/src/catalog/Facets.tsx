import { useMediaQuery } from '@mantine/hooks'
import type { Facet } from '../../../server/src/modules/catalog/search-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ProductsPage.module.css'

interface FacetsProps {
  facets: readonly Facet[]
  /** `group:value`, as the address has them. */
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** What the list can be narrowed by, with how many there are of each. */
export function Facets({ facets, chosen, onChange }: FacetsProps) {
  const { t } = useTexts()
  const isWide = useMediaQuery('(min-width: 68em)') ?? true
  if (facets.length === 0) return null
  const groups = (
    <aside className={classes.facets} aria-label={t('catalog.narrow')}>
      {facets.map((facet, place) => {
        const isChosen = chosen.some((one) => one.startsWith(`${facet.code}:`))
        return (
          <details
            key={`${facet.code}${isWide}`}
            className={classes.facet}
            open={(isWide && place < 3) || isChosen}
          >
            <summary>
              <FacetName facet={facet} />
            </summary>
            <div className={classes.values}>
              {facet.values.map((value) => (
                <Value
                  key={value.value}
                  facet={facet}
                  value={value}
                  chosen={chosen}
                  onChange={onChange}
                />
              ))}
            </div>
          </details>
        )
      })}
    </aside>
  )
  if (isWide) return groups
  // On a phone the list comes first, and what narrows it is opened by who wants it.
  return (
    <details className={classes.narrow} open={chosen.length > 0}>
      <summary>{t('catalog.narrow')}</summary>
      {groups}
    </details>
  )
}

function FacetName({ facet: { code, name } }: { facet: Facet }) {
  const { t, language } = useTexts()
  if (name) return name[language] || name.fr
  return code === 'brand' ? t('catalog.brand') : t('catalog.category')
}

interface ValueProps extends Omit<FacetsProps, 'facets'> {
  facet: Facet
  value: Facet['values'][number]
}

function Value({ facet, value, chosen, onChange }: ValueProps) {
  const { formats, language } = useTexts()
  const key = `${facet.code}:${value.value}`
  const isChosen = chosen.includes(key)
  return (
    <button
      type="button"
      className={classes.value}
      aria-pressed={isChosen}
      onClick={() => onChange(isChosen ? chosen.filter((one) => one !== key) : [...chosen, key])}
    >
      <span>{value.name[language] || value.name.fr}</span>
      <span>{formats.count(value.count)}</span>
    </button>
  )
}
