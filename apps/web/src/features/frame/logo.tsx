/** The plan of a redoubt: the mark of the product. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className={className ?? "size-5 flex-none"}>
      <path d="M1.5 1.5 8 4.2 7.4 7.2h9.2L16 4.2l6.5-2.7L19.8 8l-3-.6v9.2l3-.6 2.7 6.5-6.5-2.7.6-3H7.4l.6 3-6.5 2.7L4.2 16l3 .6V7.4l-3 .6L1.5 1.5Z" />
    </svg>
  );
}
