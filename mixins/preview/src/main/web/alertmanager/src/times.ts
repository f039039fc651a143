const UNITS: Record<string, number> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

/** Reads a duration such as 2h or 1d12h. Returns seconds, or undefined where the text is none. */
export function parseDuration(text: string): number | undefined {
  const compact = text.replace(/\s+/g, '');
  if (!/^(\d+[wdhms])+$/.test(compact)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, count, unit] of compact.matchAll(/(\d+)([wdhms])/g)) {
    seconds += Number(count) * (UNITS[unit as string] as number);
  }
  return seconds > 0 && seconds <= 3650 * 86_400 ? seconds : undefined;
}

/** The two largest units of a duration in seconds: 2h 5m. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of Object.entries(UNITS)) {
    if (unit === 'w' && rest % size !== 0) {
      continue;
    }
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(`${count}${unit}`);
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.length > 0 ? parts.join(' ') : '0s';
}

export function secondsBetween(from: string | number | Date, to: string | number | Date): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

/** Date and time here, to the second: 2026-11-27 16:05:09. */
export function formatTime(time: string | Date): string {
  const date = new Date(time);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}
