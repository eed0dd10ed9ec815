import { Trouble } from '../trouble.ts'

/** Just enough of the tar format (POSIX ustar) that `tar xzf` opens our backups, and we too. */
const block = 512
/** Our own parts are much smaller; a file that claims more is not one of ours. */
const largest = 64 * 1024 * 1024

export interface Part {
  readonly name: string
  readonly body: Buffer
}

/** A part as it stands in the file: its header, its bytes, and zeros up to the next block. */
export function tarPart({ name, body }: Part, at: Date): Buffer {
  const padding = Buffer.alloc((block - (body.length % block)) % block)
  return Buffer.concat([header(name, body.length, at), body, padding])
}

export const tarEnd = Buffer.alloc(2 * block)

function header(name: string, size: number, at: Date): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, length: number) => value.toString(8).padStart(length, '0')
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for tar`)
  bytes.write(name, 0)
  bytes.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100)
  bytes.write(`${octal(size, 11)}\0${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 124)
  bytes.write('        0', 148) // the sum is taken over spaces; then the type, a file
  bytes.write('ustar\0', 257)
  bytes.write('00', 263)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${octal(sum, 6)}\0 `, 148)
  return bytes
}

/** The parts of a file, one after the other. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  const bytes = new Bytes(source)
  for (;;) {
    const head = await bytes.take(block)
    if (head.every((byte) => byte === 0)) return
    const size = Number.parseInt(head.toString('latin1', 124, 135), 8)
    if (head.toString('latin1', 257, 262) !== 'ustar' || !(size <= largest)) {
      throw new Trouble('This file is no backup of Filrouge')
    }
    const name = head.toString('utf8', 0, head.indexOf(0))
    const body = await bytes.take(size)
    await bytes.take((block - (size % block)) % block)
    yield { name, body }
  }
}

/** Bytes by the number from chunks as they come. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Buffer> {
    const chunks = [this.#rest]
    let have = this.#rest.length
    while (have < count) {
      const next = await this.#source.next()
      if (next.done) throw new Trouble('The backup breaks off before its end')
      chunks.push(next.value)
      have += next.value.length
    }
    const all = Buffer.concat(chunks)
    this.#rest = all.subarray(count)
    return all.subarray(0, count)
  }
}
