import type { Command } from './command.ts'

/** Every command by its name; each is loaded when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  'owner-link': async () => (await import('./owner-link.ts')).ownerLinkCommand,
  'reset-link': async () => (await import('./reset-link.ts')).resetLinkCommand,
  'source create': async () => (await import('./source-create.ts')).sourceCreate,
  import: async () => (await import('./import.ts')).importCommand,
  'key create': async () => (await import('./key-create.ts')).keyCreate,
  'audit verify': async () => (await import('./audit-verify.ts')).auditVerify,
  'till verify': async () => (await import('./till-verify.ts')).tillVerify,
  export: async () => (await import('./privacy.ts')).exportCommand,
  erase: async () => (await import('./privacy.ts')).eraseCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
}
