/** Tells from outside, by an attribute of the document, when everything that was asked for has been painted. */
const busy = new Set<string>();

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
    // What follows at once, such as panels after variables, belongs to it.
    timer = window.setTimeout(() => {
      document.documentElement.dataset['state'] = 'ready';
    }, 300);
  }
}
