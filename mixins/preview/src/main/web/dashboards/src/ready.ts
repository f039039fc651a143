import { useEffect } from 'react';

/** Tells from outside, by an attribute of the document, when everything that was asked for has been painted. */
const busy = new Set<string>();

// What follows at once, such as panels after variables, belongs to it.
const QUIET = 300;

let timer = 0;

export function setBusy(what: string, is: boolean): void {
  if (is) {
    busy.add(what);
  } else {
    busy.delete(what);
  }
  window.clearTimeout(timer);
  if (busy.size > 0) {
    document.documentElement.dataset['state'] = 'busy';
  } else {
    awaitQuiet();
  }
}

/** Busy from the render that says so to the one that no longer does, and so without a gap to what that one starts. */
export function useBusy(what: string, is: boolean): void {
  useEffect(() => {
    setBusy(what, is);
    return () => setBusy(what, false);
  }, [what, is]);
}

function awaitQuiet(): void {
  const due = performance.now() + QUIET;
  timer = window.setTimeout(() => {
    // Late means that the page was at work all the while, and what that work starts may still wait for its turn.
    if (performance.now() > due + QUIET / 3) {
      awaitQuiet();
    } else {
      document.documentElement.dataset['state'] = 'ready';
    }
  }, QUIET);
}
