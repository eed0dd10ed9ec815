import { encode } from 'uqr'

interface QrCodeProps {
  text: string
  /** What it is, for who does not see it. */
  label: string
  size?: number
}

/** A code to scan, drawn in the page: the text goes nowhere else. */
export function QrCode({ text, label, size = 184 }: QrCodeProps) {
  const { data, size: cells } = encode(text, { ecc: 'M', border: 2 })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${cells} ${cells}`}
      shapeRendering="crispEdges"
    >
      <rect width={cells} height={cells} fill="#fff" rx={1} />
      <path d={path} fill="#000" />
    </svg>
  )
}
