import { type RefObject, useEffect, useRef, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

/** The size of an element, followed as it changes; undefined until it is known. */
export function useSize<T extends Element>(): [RefObject<T | null>, Size | undefined] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    if (!ref.current) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      // Nothing before its styles have come: drawn into that, figures would be no numbers.
      if (width < 1 || height < 1) {
        return;
      }
      setSize((before) =>
        before?.width === Math.floor(width) && before.height === Math.floor(height)
          ? before
          : { width: Math.floor(width), height: Math.floor(height) },
      );
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** Whether an element was in view, or near it, at any time. */
export function useSeen(ref: RefObject<Element | null>, always: boolean): boolean {
  const [seen, setSeen] = useState(always);
  useEffect(() => {
    if (seen || !ref.current) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      {
        rootMargin: '200px',
      },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [seen, ref]);
  return seen || always;
}

/** Counts up with every interval while the page is in view. */
export function useTick(milliseconds: number | undefined): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (milliseconds === undefined) {
      return;
    }
    const timer = window.setInterval(() => !document.hidden && setTick((before) => before + 1), milliseconds);
    return () => window.clearInterval(timer);
  }, [milliseconds]);
  return tick;
}
