import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './PersonButton.module.css'

/** A person in a list beside the map; a click shows their way on it. */
export function PersonButton({ name, onOpen }: { name: string | null; onOpen: () => void }) {
  const { t } = useTexts()
  return (
    <button type="button" className={classes.person} onClick={onOpen}>
      {name ?? t('journeys.person.stranger')}
    </button>
  )
}
