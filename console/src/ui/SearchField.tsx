import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'

interface SearchFieldProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
  placeholder: string
}

/** A list's search; `/` goes there. The list follows a moment after the last key. */
export function SearchField({ value = '', onChange, placeholder }: SearchFieldProps) {
  const { t } = useTexts()
  const [text, setText] = useState(value)
  const tell = useDebouncedCallback((said: string) => onChange(said.trim() || undefined), 200)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      data-page-search
      type="search"
      size="xs"
      w={{ base: '100%', xs: 280 }}
      aria-label={t('ui.table.search')}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} stroke={1.6} />}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        tell(event.target.value)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The browser would empty the field; one only wants to go back to the list.
        event.preventDefault()
        event.currentTarget.blur()
      }}
    />
  )
}
