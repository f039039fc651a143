import { useSyncExternalStore } from 'react';

/** Path and parameters of the address, which are those of Grafana: /d/UID?from=now-1h&to=now&var-job=orders&refresh=10s. */
export interface Address {
  path: string;
  parameters: URLSearchParams;
}

export function useAddress(): Address {
  const href = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const url = new URL(href, window.location.origin);
  return { path: url.pathname, parameters: url.searchParams };
}

export function go(url: string, replace = false): void {
  if (replace) {
    window.history.replaceState(null, '', url);
  } else {
    window.history.pushState(null, '', url);
  }
  window.dispatchEvent(new Event('address'));
}

/** The address with some parameters changed; undefined takes one away. */
export function withParameters(address: Address, changes: Record<string, string | string[] | undefined>): string {
  const parameters = new URLSearchParams(address.parameters);
  for (const [name, value] of Object.entries(changes)) {
    parameters.delete(name);
    [value ?? []].flat().forEach((each) => parameters.append(name, each));
  }
  const query = parameters.toString();
  return address.path + (query === '' ? '' : `?${query}`);
}

/** Lets links within the page go without loading it again. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (
      link &&
      link.origin === window.location.origin &&
      (link.target === '' || link.target === '_self') &&
      event.button === 0 &&
      !event.defaultPrevented &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.shiftKey
    ) {
      event.preventDefault();
      go(link.pathname + link.search);
    }
  });
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('address', changed);
  window.addEventListener('popstate', changed);
  return () => {
    window.removeEventListener('address', changed);
    window.removeEventListener('popstate', changed);
  };
}
