import { defineRefusal } from '../../kernel/refusal.ts'

export const CustomerNotFound = defineRefusal<{ id: string }>('customers/not-found', 404)
