import { type TimeRange, rangeUtil } from '@grafana/data';

/** Prometheus answers at most 11,000 points a series. */
const MAX_POINTS = 11_000;

const MAX_WIDTH_POINTS = 1500;

export interface Intervals {
  /** Seconds between points. */
  step: number;
  /** The values of $__interval and friends. */
  values: Record<string, string>;
}

/**
 * What Grafana's Prometheus data source makes of a time range, a width in pixels and the least step that panel, query or
 * data source ask for.
 */
export function intervals(
  range: TimeRange,
  width: number,
  minStep: string | undefined,
  scrapeInterval: string,
): Intervals {
  const least = minStep === undefined || minStep === '' ? scrapeInterval : minStep;
  const points = Math.max(1, Math.min(Math.round(width), MAX_WIDTH_POINTS));
  const wanted = rangeUtil.calculateInterval(range, points, least).intervalMs;
  const seconds = (range.to.valueOf() - range.from.valueOf()) / 1000;
  const safe = Math.ceil(seconds / MAX_POINTS) * 1000;
  const step = Math.max(wanted, rangeUtil.intervalToMs(least), seconds > MAX_POINTS ? safe : 0) / 1000;
  // One interval of scraping more than the step, so that no increase falls between two windows; four, so that one lost
  // scrape does not empty the window.
  const scrape = rangeUtil.intervalToSeconds(least);
  const rate = Math.max(step + scrape, 4 * scrape);
  return {
    step,
    values: {
      __interval: seconds2text(step),
      __interval_ms: String(step * 1000),
      __rate_interval: seconds2text(rate),
      __rate_interval_ms: String(rate * 1000),
      __range: `${Math.round(seconds)}s`,
      __range_s: String(Math.round(seconds)),
      __range_ms: String(Math.round(seconds * 1000)),
    },
  };
}

/** Start and end, in seconds, on multiples of the step: so that points stay where they are when the range moves. */
export function aligned(range: TimeRange, step: number): [start: number, end: number] {
  const align = (time: number): number => Math.floor(time / 1000 / step) * step;
  return [align(range.from.valueOf()), align(range.to.valueOf())];
}

function seconds2text(seconds: number): string {
  if (seconds < 1 || !Number.isInteger(seconds)) {
    return `${Math.round(seconds * 1000)}ms`;
  }
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
