import { defineRefusal } from '../../kernel/refusal.ts'

export const TemplateNotFound = defineRefusal<{ templateId: string }>(
  'messages/template-not-found',
  404,
)
