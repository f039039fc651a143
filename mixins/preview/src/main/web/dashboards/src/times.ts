/** How the time of a tick is written on an axis that is so many milliseconds long. */
export function tickFormat(length: number): string {
  if (length > 86_400_000) {
    return 'MM-DD HH:mm';
  }
  return length < 600_000 ? 'HH:mm:ss' : 'HH:mm';
}
