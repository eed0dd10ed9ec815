import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  CustomerPage,
  type CustomerSummary,
} from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './CustomerPicker.module.css'

interface CustomerPickerProps {
  label: string
  placeholder?: string
  /** The name of who is chosen. */
  value: string | undefined
  onChange: (customer: CustomerSummary) => void
}

/** Finds one customer by name, email or number. */
export function CustomerPicker({ label, placeholder, value, onChange }: CustomerPickerProps) {
  const { t } = useTexts()
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const [said, setSaid] = useState<string>()
  const [search] = useDebouncedValue(said?.trim() ?? '', 150)
  const found = useQuery({
    queryKey: ['customers', 'pick', search],
    queryFn: ({ signal }) =>
      get('/api/customers', { answer: CustomerPage, query: { search }, signal }),
    enabled: box.dropdownOpened,
    placeholderData: (before) => before,
  })
  const customers = found.data?.customers.slice(0, 8) ?? []
  const choose = (id: string) => {
    const chosen = customers.find((customer) => customer.id === id)
    if (chosen) onChange(chosen)
    setSaid(undefined)
    box.closeDropdown()
  }
  return (
    <Combobox store={box} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder={placeholder}
          leftSection={<IconUser size={15} stroke={1.5} />}
          value={said ?? value ?? ''}
          onChange={(event) => {
            setSaid(event.currentTarget.value)
            box.openDropdown()
            box.selectFirstOption()
          }}
          onFocus={(event) => {
            event.currentTarget.select()
            box.openDropdown()
          }}
          onClick={() => box.openDropdown()}
          onBlur={() => {
            setSaid(undefined)
            box.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label}>
          {customers.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <span className={classes.name}>{nameOf(customer) ?? t('customers.noName')}</span>
              <span className={classes.more}>{customer.name ? customer.email : ''}</span>
            </Combobox.Option>
          ))}
          {found.data && customers.length === 0 && (
            <Combobox.Empty>{t('ui.table.nothing.title')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

export const nameOf = ({ name, email, phone }: CustomerSummary) => name ?? email ?? phone
