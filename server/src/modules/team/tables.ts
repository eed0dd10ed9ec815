import type { Generated, JSONColumnType } from 'kysely'
import { declareTables, local, nothing } from '../../kernel/registry.ts'
import type { Language, Right, Role } from './contract.ts'

interface PersonTable {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  role: Role
  language: Generated<Language>
  created_at: Date
  updated_at: Date
}

interface SessionTable {
  id: string
  token: string
  user_id: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  created_at: Date
  updated_at: Date
}

/** The columns of other ways to sign in than a password stay null. */
interface AccountTable {
  id: string
  account_id: string
  provider_id: string
  user_id: string
  password: string | null
  created_at: Date
  updated_at: Date
}

interface VerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: Date
  created_at: Date
  updated_at: Date
}

interface FounderTable {
  only_one: Generated<boolean>
  person_id: string
}

interface SecretTable {
  name: string
  value: string
}

interface InvitationTable {
  id: string
  token_hash: Buffer
  role: Role
  email: string | null
  invited_by: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

interface ApiKeyTable {
  id: string
  prefix: string
  secret_hash: Buffer
  name: string
  rights: Right[]
  created_by: string
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}

interface AttemptTable {
  door: string
  tries: number
  last_try_at: Date
  closed_until: Date
}

interface AuthenticatorTable {
  person_id: string
  secret: Buffer
  last_step: number
  created_at: Date
}

interface BackupCodeTable {
  person_id: string
  code_hash: Buffer
}

interface PasskeyTable {
  id: string
  person_id: string
  credential_id: string
  public_key: Buffer
  sign_count: number
  transports: string[]
  name: string
  created_at: Date
  last_used_at: Date | null
}

interface TicketTable {
  token_hash: Buffer
  purpose: string
  person_id: string | null
  content: JSONColumnType<Record<string, string>>
  expires_at: Date
}

interface StrictRoleTable {
  role: Role
}

export interface AuditTable {
  position: number
  id: string
  at: Date
  actor: string
  action: string
  object: string
  details: object
  previous: string
  hash: string
}

interface AuditHeadTable {
  only_one: Generated<boolean>
  position: number
  previous: string
  hash: string
}

declare module '../../kernel/database.ts' {
  interface Database {
    'team.person': PersonTable
    'team.session': SessionTable
    'team.account': AccountTable
    'team.verification': VerificationTable
    'team.founder': FounderTable
    'team.secret': SecretTable
    'team.invitation': InvitationTable
    'team.api_key': ApiKeyTable
    'team.attempt': AttemptTable
    'team.authenticator': AuthenticatorTable
    'team.backup_code': BackupCodeTable
    'team.passkey': PasskeyTable
    'team.ticket': TicketTable
    'team.strict_role': StrictRoleTable
    'team.audit': AuditTable
    'team.audit_head': AuditHeadTable
  }
}

const people = nothing('people who work for the brand, not its customers')

export const teamTables = declareTables({
  'team.person': local(people),
  'team.session': local(people),
  'team.account': local(people),
  'team.verification': local(people),
  'team.founder': local(people),
  'team.secret': local(),
  'team.invitation': local(people),
  'team.api_key': local(),
  'team.attempt': local(),
  'team.authenticator': local(people),
  'team.backup_code': local(people),
  'team.passkey': local(people),
  'team.ticket': local(people),
  'team.strict_role': local(),
  'team.audit': local(nothing('ids of customers only, kept as the proof of what was done')),
  'team.audit_head': local(),
})
