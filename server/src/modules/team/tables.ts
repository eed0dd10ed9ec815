import type { Generated } from 'kysely'
import { declareTables, local, nothing } from '../../kernel/registry.ts'
import type { Language, Role } from './contract.ts'

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
  role: Role
  created_by: string
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

interface AttemptTable {
  door: string
  tries: number
  window_began_at: Date
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
  'team.audit': local(nothing('ids of customers only, kept as the proof of what was done')),
  'team.audit_head': local(),
})
