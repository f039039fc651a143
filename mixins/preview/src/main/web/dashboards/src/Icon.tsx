const PATHS = {
  check: 'M3 8.5 6.5 12 13 4.5',
  clock: 'M8 4v4l2.5 2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  expand: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5l-4.5 4.5M2.5 13.5 7 9',
  info: 'M8 7.2v4M8 4.8v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  refresh: 'M13.5 8A5.5 5.5 0 1 1 11.8 4M13 1.5v3.5H9.5',
  right: 'M6 4l4 4-4 4',
  theme: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 2.5v11M10 3v10M12 4.5v7',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
