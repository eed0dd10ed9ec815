import { defineRefusal } from '../../kernel/refusal.ts'

export const CustomerNotFound = defineRefusal<{ id: string }>('customers/not-found', 404)
export const PatternUnusable = defineRefusal<{ pattern: string; why: 'unreadable' | 'slow' }>(
  'customers/pattern-unusable',
  422,
)
export const ValueUnusable = defineRefusal<{ kind: string }>('customers/value-unusable', 422)
export const SamePerson = defineRefusal<{ id: string }>('customers/same-person', 409)
export const MergeNotFound = defineRefusal<{ id: string }>('customers/merge-not-found', 404)
export const MergeUndone = defineRefusal<{ id: string }>('customers/merge-undone', 409)
export const IdentifierNotFound = defineRefusal<{ kind: string }>(
  'customers/identifier-not-found',
  404,
)
