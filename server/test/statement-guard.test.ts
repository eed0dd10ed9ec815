import { expect, test } from 'vitest'
import { declareTables, key, local, nothing, personal } from '../src/kernel/registry.ts'
import { statementFault } from './statement-guard.ts'

const tables = declareTables({
  'shop.cart': key('customer', 'customer_id', personal),
  'shop.level': key('product', 'sku', nothing('stock')),
  'shop.queue': local(),
})
const faultOf = (sql: string) => statementFault(sql, tables)

test.each([
  ['update shop.cart set customer_id = $1 where customer_id = $2', 'key moved'],
  [
    'insert into shop.cart (customer_id) values ($1) on conflict (id) do update set customer_id = $2',
    'key moved',
  ],
  ['update shop.cart set token = gen_random_uuid() where customer_id = $1', 'volatile'],
  ['select * from shop.cart where due < $1 for update skip locked', 'locks over several'],
  ['with recursive up as (select 1) select * from up', 'recursive'],
  ['select * from shop.cart join shop.level on level.sku = cart.sku', 'joins groups'],
  ['select count(*) from shop.cart group by rollup (a)', 'grouping sets'],
  ['merge into shop.cart using x on true', 'MERGE'],
  ['select * from shop.cart where exists (select 1 from shop.queue where true)', 'exists'],
])('refuses: %s', (sql, reason) => {
  expect(faultOf(sql)).toContain(reason)
})

test.each([
  'update shop.cart set total = $1 where customer_id = $2',
  'select * from shop.cart where customer_id = $1 for update',
  'select position from shop.queue for update skip locked',
  'with top as materialized (select sku from shop.level) select * from shop.cart join top using (sku)',
  'update "shop"."cart" set "total" = $1 from unnest($2::uuid[]) as now (customer_id) where cart.customer_id = now.customer_id',
])('lets pass: %s', (sql) => {
  expect(faultOf(sql)).toBeUndefined()
})
