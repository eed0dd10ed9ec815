import pg from 'pg'

/** The ceilings of stock: the same promise in bare SQL, prepared, one round trip and one commit each. */
export const bareTables = `
  create schema bare;
  create table bare.level (sku text, location_id uuid, on_hand int not null, reserved int not null default 0,
    primary key (sku, location_id)) with (fillfactor = 50);
  create table bare.reservation (sku text, id uuid default gen_random_uuid(), location_id uuid not null,
    quantity int not null, expires_at timestamptz, primary key (sku, id));
  create table bare.move (sku text, id uuid default gen_random_uuid(), location_id uuid not null,
    quantity int not null, at timestamptz not null default now(), primary key (sku, id));`

/** The counter last: it is held only over the commit. */
const single = `
  with kept as (
    insert into bare.reservation (sku, location_id, quantity) values ($1, $2, 1) returning 1
  ), written as (
    insert into bare.move (sku, location_id, quantity) select $1, $2, 1 from kept returning 1
  )
  update bare.level set reserved = reserved + (select count(*) from written)::int
  where sku = $1 and location_id = $2 and on_hand - reserved >= 1`

const batch = `
  with kept as (
    insert into bare.reservation (sku, location_id, quantity)
    select $1, $2, 1 from generate_series(1, $3) returning 1
  ), written as (
    insert into bare.move (sku, location_id, quantity) select $1, $2, 1 from kept returning 1
  )
  update bare.level set reserved = reserved + (select count(*) from written)::int
  where sku = $1 and location_id = $2 and on_hand - reserved >= $3`

export interface Bare {
  one(sku: string, place: string): Promise<unknown>
  many(sku: string, place: string, count: number): Promise<unknown>
  close(): Promise<void>
}

export async function openBare(url: string, connections: number): Promise<Bare> {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const run = async (name: string, text: string, values: unknown[]) => {
    const { rowCount } = await pool.query({ name, text, values })
    if (rowCount !== 1) throw new Error('the bare ceiling ran out of stock')
  }
  return {
    one: (sku, place) => run('one', single, [sku, place]),
    many: (sku, place, count) => run('many', batch, [sku, place, count]),
    close: () => pool.end(),
  }
}
