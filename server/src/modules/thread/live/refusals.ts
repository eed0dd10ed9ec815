import { defineRefusal } from '../../../kernel/refusal.ts'

export const EventNotFound = defineRefusal<{ position: number }>('thread/event-not-found', 404)
