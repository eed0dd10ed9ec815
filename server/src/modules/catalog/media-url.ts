/** Where a picture is fetched: at its own address, or from us, in the size asked for. */
export const imageUrl = ({ id, url }: { id: string; url: string | null }, size = 800): string =>
  url ?? `/media/${id}/${size}.webp`
