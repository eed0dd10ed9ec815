import { useCategoryNames } from '../catalog/useCategoryNames.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { knownProperties, knownTraits } from './knownEvents.ts'
import { propertyText, traitText } from './tongue.ts'

/** What fields offer while one types: the names that events and people bear, beside what they mean. */
export function KnownNames() {
  const { t } = useTexts()
  const categories = useCategoryNames()
  return (
    <>
      <datalist id="known-properties">
        {knownProperties.map((name) => (
          <option key={name} value={name} label={propertyText(t, name)} />
        ))}
      </datalist>
      <datalist id="known-traits">
        {knownTraits.map((name) => (
          <option key={name} value={name} label={traitText(t, name)} />
        ))}
      </datalist>
      <datalist id="known-categories">
        {categories.map(({ code, name }) => (
          <option key={code} value={code} label={name} />
        ))}
      </datalist>
    </>
  )
}
