import type { Client } from 'pg'

/**
 * Of what processes keep something (`kernel/steady.ts`), by the part whose stamp a change renews. Not of them:
 * `kernel.setting`, which `remember` alone writes, by a statement that says so itself; tests of the kernel write it at will.
 */
export const kept: Readonly<Record<string, readonly string[]>> = {
  house: [
    ...['shops.location', 'shops.special_day', 'promotions.promotion', 'catalog.vat_rate'],
    ...['payments.account', 'customers.rules', 'customers.blocked_value', 'customers.kept_apart'],
  ],
  catalogue: [
    ...[
      'catalog.product',
      'catalog.variant',
      'catalog.barcode',
      'catalog.part',
      'catalog.category',
    ],
    ...['catalog.product_category', 'catalog.product_media', 'catalog.price', 'catalog.price_list'],
  ],
}

/**
 * Has PostgreSQL refuse, in tests alone, whatever changes one of them and does not say so by the end of its transaction: a
 * stamp whose row was written by a transaction that is still under way was written by this one, since others' are not seen.
 */
export async function refuseUnsaid(client: Client): Promise<void> {
  await client.query(`
    create function kernel.unsaid() returns trigger language plpgsql as $$
    begin
      if not exists (select from kernel.stamp
          where part = tg_argv[0] and pg_xact_status(xmin::text::xid8) = 'in progress') then
        raise exception '% was changed and kernel.stamp is what it was', tg_relid::regclass;
      end if;
      return null;
    end $$`)
  for (const [part, tables] of Object.entries(kept)) {
    for (const table of tables) {
      await client.query(`
        create constraint trigger said after insert or update or delete on ${table}
          deferrable initially deferred for each row execute function kernel.unsaid('${part}')`)
    }
  }
}
