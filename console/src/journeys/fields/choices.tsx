import { useQuery } from '@tanstack/react-query'
import { JourneyList } from '../../../../server/src/modules/journeys/contract.ts'
import { get } from '../../api/client.ts'
import { useAudiences } from '../../audiences/useAudiences.ts'
import { useLists } from '../../audiences/useLists.ts'
import { useTemplates } from '../../messages/useTemplates.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { nowhere } from '../nowhere.ts'

interface ChoiceProps {
  value: string
  onChange: (id: string) => void
}

/** One of the brand's audiences. */
export function AudienceChoice(props: ChoiceProps) {
  const { t } = useTexts()
  const { data } = useAudiences()
  return <Choice {...props} label={t('canvas.audience')} options={data} />
}

/** One of the brand's mails; those that the product itself sends speak of what no journey knows. */
export function TemplateChoice(props: ChoiceProps) {
  const { t } = useTexts()
  const { data } = useTemplates()
  const own = data?.filter(({ id, isOfTheHouse }) => !isOfTheHouse || id === props.value)
  return <Choice {...props} label={t('canvas.template')} options={own} />
}

/** One of the lists made by hand. */
export function ListChoice(props: ChoiceProps) {
  const { t } = useTexts()
  const { data } = useLists()
  return <Choice {...props} label={t('canvas.list')} options={data} />
}

/** One of the brand's journeys. */
export function JourneyChoice(props: ChoiceProps) {
  const { t } = useTexts()
  const { data } = useJourneys()
  return <Choice {...props} label={t('canvas.journey')} options={data} />
}

export const useJourneys = () =>
  useQuery({
    queryKey: ['journeys', 'list'],
    queryFn: ({ signal }) => get('/api/journeys', { answer: JourneyList, signal }),
    select: ({ journeys }) => journeys,
  })

interface NamedChoiceProps extends ChoiceProps {
  label: string
  options: readonly { id: string; name: string }[] | undefined
}

/** What is not chosen yet, or is gone, says so until something else is chosen. */
function Choice({ label, value, options = [], onChange }: NamedChoiceProps) {
  const { t } = useTexts()
  const known = options.some(({ id }) => id === value)
  return (
    <InlineSelect
      label={label}
      value={value}
      options={[
        ...(known ? [] : [{ value, label: value === nowhere ? t('canvas.choose') : '…' }]),
        ...options.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChange}
    />
  )
}
