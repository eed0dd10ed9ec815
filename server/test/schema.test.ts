import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allTables } from '../src/app.ts'
import type { Db } from '../src/kernel/database.ts'
import {
  aged,
  declareTables,
  key,
  local,
  nothing,
  personal,
  personalBy,
  pseudonymised,
  ref,
} from '../src/kernel/registry.ts'
import { testDatabase } from './database.ts'
import { partitionFaults, schemaFaults } from './schema-lint.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
afterAll(() => db.destroy())

test('every table may live on many nodes, and says what it tells of a customer', async () => {
  expect(Object.keys(allTables).length).toBeGreaterThan(20)
  expect(await schemaFaults(db, allTables)).toEqual([])
  expect(await partitionFaults(db, allTables)).toEqual([])
})

test('a schema that breaks a rule is told which, and where', async () => {
  const wrong = (await testDatabase()).db
  await sql`
    create schema wrong;
    create table wrong.nullable (customer_id uuid, id uuid unique);
    create table wrong.global (customer_id uuid not null, email text unique, primary key (customer_id));
    create table wrong.serial (customer_id uuid, id bigserial, primary key (customer_id, id));
    create table wrong.setting (id uuid primary key);
    create table wrong.leads (customer_id uuid primary key, setting_id uuid references wrong.setting);
    create table wrong.far (
      id uuid primary key,
      customer_id uuid references wrong.global on delete set null
    );
    create table wrong.books (customer_id uuid, id uuid, name text not null, primary key (customer_id, id));
    create table wrong.entry (
      customer_id uuid, id uuid, other_id uuid, primary key (customer_id, id),
      foreign key (customer_id, id) references wrong.books,
      foreign key (customer_id, other_id) references wrong.books on delete cascade
    );
    create table wrong.silent (customer_id uuid primary key);
    create table wrong.forgotten (id uuid primary key);
    create table wrong.overlooked (id uuid primary key, customer_id uuid);
    create function wrong.nothing() returns trigger language plpgsql as 'begin return new; end';
    create trigger late after insert on wrong.silent for each row execute function wrong.nothing();
  `.execute(wrong)
  const tables = declareTables({
    'wrong.nullable': key('customer', 'customer_id', personal),
    'wrong.global': key('customer', 'customer_id', personal),
    'wrong.serial': key('customer', 'customer_id', personal),
    'wrong.setting': local(),
    'wrong.leads': key('customer', 'customer_id', personal),
    'wrong.far': key('far', 'id', nothing('a test')),
    'wrong.books': key('customer', 'customer_id', pseudonymised('a test', ['name'])),
    'wrong.entry': key('customer', 'customer_id', pseudonymised('a test')),
    'wrong.silent': key('customer', 'customer_id', nothing('forgot')),
    'wrong.gone': ref(),
    'wrong.overlooked': aged(local(personalBy({ mentions: ['raw'] })), 'set_aside', 'at'),
  })
  const all = await schemaFaults(wrong, { ...allTables, ...tables })
  const faults = all.filter((fault) => fault.startsWith('wrong.')).sort()
  expect(faults).toEqual([
    'wrong.books: cleared of name, which may not be null',
    'wrong.entry: entry_customer_id_id_fkey would hold an erasure up (rule 4)',
    'wrong.entry: entry_customer_id_other_id_fkey would take along what an erasure keeps (rule 4)',
    'wrong.far: far_customer_id_fkey does not pair the keys of one group (rule 4)',
    'wrong.far: far_customer_id_fkey sets null or default on delete (rule 5)',
    'wrong.far: names customers, but says nothing of erasure',
    'wrong.forgotten: not registered',
    'wrong.global: global_email_key lacks customer_id (rule 2)',
    'wrong.gone: registered, but there is no such table',
    'wrong.leads: leads_setting_id_fkey leads from a key table to a local one (rule 4)',
    'wrong.nullable: customer_id may be null (rule 1)',
    'wrong.nullable: no primary key (rule 6)',
    'wrong.nullable: nullable_id_key lacks customer_id (rule 2)',
    'wrong.overlooked: ages by at, which it has not',
    'wrong.overlooked: found by raw, which it has not',
    'wrong.overlooked: names customers, but an erasure does not look there',
    'wrong.serial: id is a serial (rule 9)',
    'wrong.silent: names customers, but says nothing of erasure',
    'wrong.silent: trigger (rule 7)',
  ])
  expect(await partitionFaults(wrong, { 'wrong.global': tables['wrong.global'] })).toEqual([
    expect.stringContaining('unique constraint on partitioned table must include all partitioning'),
  ])
  await wrong.destroy()
})
