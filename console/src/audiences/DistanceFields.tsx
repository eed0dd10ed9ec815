import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type {
  DistanceLeaf,
  Place,
} from '../../../server/src/modules/audiences/figure-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { NumberField } from './CountFields.tsx'
import classes from './Editor.module.css'
import type { FieldsProps } from './fieldsProps.ts'
import { usePlaces } from './usePlaces.ts'

/** "live within 10 km of the nearest of Lille, Lyon". */
export function DistanceFields({ leaf, onChange }: FieldsProps<DistanceLeaf>) {
  const { t } = useTexts()
  const { places } = leaf
  const without = ({ name }: Place) => places.filter((place) => place.name !== name)
  return (
    <>
      {t('conditions.edit.distance')}
      <InlineSelect
        label={t('conditions.edit.distance.is')}
        value={leaf.is}
        options={(['within', 'beyond'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.distance.${value}`),
        }))}
        onChange={(is) => onChange({ ...leaf, is })}
      />
      <NumberField
        decimal
        label={t('conditions.edit.distance.km')}
        value={leaf.km}
        min={0.1}
        max={20_000}
        onChange={(km) => onChange({ ...leaf, km })}
      />
      km
      <InlineSelect
        label={t('conditions.which')}
        value={leaf.which}
        options={(['nearest', 'favourite'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.distance.${value}`),
        }))}
        onChange={(which) => onChange({ ...leaf, which })}
      />
      {places.map((place) => (
        <button
          key={place.name}
          type="button"
          className={classes.chip}
          aria-label={t('conditions.edit.distance.remove', { name: place.name })}
          onClick={() => onChange({ ...leaf, places: without(place) })}
        >
          {place.name}
          <IconX size={12} stroke={1.6} aria-hidden />
        </button>
      ))}
      <AddPlace
        taken={places}
        onAdd={(added) => onChange({ ...leaf, places: [...places, ...added] })}
      />
    </>
  )
}

interface AddPlaceProps {
  taken: readonly Place[]
  onAdd: (places: readonly Place[]) => void
}

/** One of the brand's places, all of them, or one that is written down here. */
function AddPlace({ taken, onAdd }: AddPlaceProps) {
  const { t } = useTexts()
  const { data: known = [] } = usePlaces()
  const [writing, setWriting] = useState(false)
  const left = known.filter(({ name }) => !taken.some((place) => place.name === name))
  const choose = (name: string) => {
    if (name === '+') setWriting(true)
    else onAdd(name === '*' ? left.slice(0, 500) : left.filter((place) => place.name === name))
  }
  if (writing || known.length === 0) {
    return (
      <WritePlace
        onAdd={(place) => {
          setWriting(false)
          onAdd([place])
        }}
      />
    )
  }
  return (
    <InlineSelect
      label={t('conditions.edit.distance.add')}
      value=""
      options={[
        { value: '', label: t('conditions.edit.distance.add') },
        ...(left.length > 1 ? [{ value: '*', label: t('conditions.edit.distance.all') }] : []),
        ...left.map(({ name }) => ({ value: name, label: name })),
        { value: '+', label: t('conditions.edit.distance.other') },
      ]}
      onChange={choose}
    />
  )
}

function WritePlace({ onAdd }: { onAdd: (place: Place) => void }) {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const [latitude, setLatitude] = useState('')
  const [longitude, setLongitude] = useState('')
  const place = { name: name.trim(), latitude: degrees(latitude), longitude: degrees(longitude) }
  const isWhole = place.name && Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180
  return (
    <>
      <InlineInput
        label={t('conditions.edit.distance.name')}
        placeholder={t('conditions.edit.shop.example')}
        value={name}
        onChange={setName}
      />
      <InlineInput
        label={t('conditions.edit.distance.latitude')}
        placeholder="50.6405"
        value={latitude}
        onChange={setLatitude}
      />
      <InlineInput
        label={t('conditions.edit.distance.longitude')}
        placeholder="3.0633"
        value={longitude}
        onChange={setLongitude}
      />
      <Button variant="default" size="compact-sm" disabled={!isWhole} onClick={() => onAdd(place)}>
        {t('conditions.edit.distance.take')}
      </Button>
    </>
  )
}

const degrees = (text: string) => (text.trim() ? Number(text.replace(',', '.')) : Number.NaN)
