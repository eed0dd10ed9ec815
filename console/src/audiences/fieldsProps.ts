/** What the fields of one kind of leaf get. */
export interface FieldsProps<One> {
  leaf: One
  onChange: (leaf: One) => void
}
