import { type House, openHouse } from '../kernel/house.ts'
import type { Call } from './command.ts'

/** Opens the house for as long as a command needs it. */
export async function inHouse<Result>(
  { config, log }: Pick<Call, 'config' | 'log'>,
  purpose: string,
  task: (house: House) => Promise<Result>,
): Promise<Result> {
  const house = await openHouse({ config, log, purpose })
  try {
    return await task(house)
  } finally {
    await house.close()
  }
}
