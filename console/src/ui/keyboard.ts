/** Whether a key belongs to a field, a dialog or a menu, and is no shortcut. */
export function isWriting(target: EventTarget | null): boolean {
  const writing = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]'
  return target instanceof HTMLElement && target.closest(writing) !== null
}

export function hasModifier({ metaKey, ctrlKey, altKey }: KeyboardEvent): boolean {
  return metaKey || ctrlKey || altKey
}
