import { Button } from '@mantine/core'
import { useBegin } from '../journeys/begin/useBegin.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

/** Begins a journey that whoever joins the audience enters, and goes to its map. */
export function DrawJourney({ audience }: { audience: { id: string; name: string } }) {
  const { t } = useTexts()
  const begin = useBegin()
  const { id, name } = audience
  return (
    <Button loading={begin.isPending} onClick={() => begin.mutate({ id, name })}>
      {t('audiences.journey.action')}
    </Button>
  )
}
