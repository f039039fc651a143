import { useCallback, useEffect, useRef, useState } from 'react';

export interface Polled<T> {
  /** The newest answer; kept while later questions fail. */
  data: T | undefined;
  error: string | undefined;
  /** Whether no answer to the present question has come yet. */
  loading: boolean;
  refresh: () => void;
}

/**
 * Asks now, then again and again while the page is in view. A new key is a new question: the old one is aborted, its answer
 * stays in view until the new one comes.
 */
export function usePolled<T>(key: string, interval: number, ask: (signal: AbortSignal) => Promise<T>): Polled<T> {
  const [state, setState] = useState<{ key: string; data: T | undefined; error: string | undefined }>();
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    const controller = new AbortController();
    let timer: number | undefined;
    const run = async (): Promise<void> => {
      try {
        const data = await latest.current(controller.signal);
        if (!controller.signal.aborted) {
          setState({ key, data, error: undefined });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setState((before) => ({
            key,
            data: before?.data,
            error: error instanceof Error ? error.message : String(error),
          }));
        }
      }
      if (!controller.signal.aborted) {
        timer = window.setTimeout(() => void next(), interval);
      }
    };
    const next = async (): Promise<void> => {
      if (document.hidden) {
        document.addEventListener('visibilitychange', () => void next(), { once: true, signal: controller.signal });
      } else {
        await run();
      }
    };
    void run();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [key, interval, round]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  return { data: state?.data, error: state?.error, loading: state?.key !== key, refresh };
}

/** The time, once a second, so that ages and countdowns go on. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
