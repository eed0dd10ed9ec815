import { defineRefusal } from '../../kernel/refusal.ts'

export const TemplateNotFound = defineRefusal<{ templateId: string }>(
  'messages/template-not-found',
  404,
)

/** A template that could not be sent whole: nothing of it is published. */
export const TemplateInvalid = defineRefusal<{
  language: string | null
  part: string
  faults: string[]
}>('messages/template-invalid', 422)

export const MessageNotFound = defineRefusal<{ id: string }>('messages/message-not-found', 404)

/** Only what was held may be released; anything else has ended, or is on its way. */
export const MessageNotHeld = defineRefusal<{ id: string; state: string }>(
  'messages/message-not-held',
  409,
)

export const MailNotFound = defineRefusal<{ id: string }>('messages/mail-not-found', 404)

export const CustomerUnknown = defineRefusal<{ customerId: string }>(
  'messages/customer-unknown',
  404,
)

/** A report that names no message of ours. */
export const ReportUnknown = defineRefusal<{ reason: string }>('messages/report-unknown', 422)

export const SendFailed = defineRefusal<{ reason: string; detail: string }>(
  'messages/send-failed',
  409,
)
