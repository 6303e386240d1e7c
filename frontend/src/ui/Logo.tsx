/** The mark: a domino with one and one. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size * 0.86} height={size} viewBox="0 0 24 28" aria-hidden="true">
      <rect width="24" height="28" rx="6" fill="var(--text)" />
      <circle cx="12" cy="8.5" r="3.2" fill="var(--page)" />
      <circle cx="12" cy="19.5" r="3.2" fill="var(--page)" />
    </svg>
  );
}
