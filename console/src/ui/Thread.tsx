/** The logo: one thread, an f, and the stitch that it passes through. */
export function ThreadLogo({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      strokeLinecap="round"
      strokeWidth="1.75"
      aria-hidden="true"
    >
      <path
        stroke="var(--thread)"
        d="M4.5 21.5c4 0 6-2 6-6V8.2c0-3.6 2-5.7 4.8-5.7 2.3 0 3.7 1.4 3.7 3.2 0 1.6-1.1 2.6-2.4 2.6-1.2 0-2-.8-2-1.8"
      />
      <path stroke="var(--ink)" d="M6 12.5h2.6M12.6 12.5h3.4" />
    </svg>
  )
}
