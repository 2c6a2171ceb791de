/** The site's mark: a cat's head of one line. */
export function CatMark() {
  return (
    <svg
      viewBox="0 0 48 48"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="3"
      stroke-linejoin="round"
    >
      <path d="M8 22V7l9 6.5a21 21 0 0 1 14 0L40 7v15c1.3 2.3 2 4.700 2 7.200C42 37.500 34 42 24 42S6 37.500 6 29.200c0-2.500.7-4.900 2-7.200Z" />
      <path d="M17 27v2.500M31 27v2.500M21.500 34.500 24 36l2.500-1.500" stroke-linecap="round" />
    </svg>
  );
}
