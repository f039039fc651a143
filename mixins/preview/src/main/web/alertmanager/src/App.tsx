import { useEffect, useMemo, useState } from 'react';

import { type Status, api } from './api';
import { ThemeButton } from './Theme';
import { formatPlace, go, usePlace } from './location';
import { type Polled, usePolled } from './poll';
import { type Configuration, readConfiguration } from './routes';
import { AlertsView } from './views/AlertsView';
import { RoutingView } from './views/RoutingView';
import { SilenceForm } from './views/SilenceForm';
import { SilencesView } from './views/SilencesView';
import { StatusView } from './views/StatusView';

/** How often alerts and silences are asked for, in milliseconds. */
export const REFRESH = 5_000;

const VIEWS: readonly [path: string, title: string, key: string][] = [
  ['alerts', 'Alerts', 'a'],
  ['silences', 'Silences', 's'],
  ['routing', 'Routing', 'r'],
  ['status', 'Status', 't'],
];

export function App() {
  const { path, parameters } = usePlace();
  const [view = 'alerts', detail] = path;
  const [helping, setHelping] = useState(false);
  const status = usePolled('status', 6 * REFRESH, api.status);
  const configuration = useConfiguration(status);

  useKeys(() => setHelping((before) => !before));
  useEffect(() => {
    if (view !== 'alerts') {
      document.title = `${VIEWS.find(([path]) => path === view)?.[1] ?? 'Alertmanager'} · Alertmanager`;
    }
  }, [view]);

  return (
    <>
      <header className="bar">
        <a className="brand" href={formatPlace('alerts')}>
          Alertmanager
        </a>
        <nav aria-label="Views">
          {VIEWS.map(([path, title]) => (
            <a key={path} href={formatPlace(path)} aria-current={path === view ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <span className="spring" />
        <a className="button primary" href={formatPlace('silences/new')}>
          New silence
        </a>
        <ThemeButton />
      </header>
      <main id="content" tabIndex={-1}>
        {view === 'alerts' && <AlertsView parameters={parameters} configuration={configuration.value} />}
        {view === 'silences' && detail === 'new' && <SilenceForm key={parameters.toString()} parameters={parameters} />}
        {view === 'silences' && detail !== 'new' && path[2] === 'edit' && (
          <SilenceForm key={detail} id={detail} parameters={parameters} />
        )}
        {view === 'silences' && detail !== 'new' && path[2] !== 'edit' && (
          <SilencesView id={detail} parameters={parameters} />
        )}
        {view === 'routing' && <RoutingView configuration={configuration} />}
        {view === 'status' && <StatusView status={status} />}
        {!VIEWS.some(([path]) => path === view) && (
          <p className="notice bad">
            There is no view “{view}” here. <a href={formatPlace('alerts')}>Show the alerts</a>
          </p>
        )}
      </main>
      {helping && (
        <aside className="help" role="dialog" aria-label="Keys">
          <h2>Keys</h2>
          <dl>
            {VIEWS.map(([path, title, key]) => (
              <div key={path}>
                <dt>
                  <kbd>g</kbd> <kbd>{key}</kbd>
                </dt>
                <dd>{title}</dd>
              </div>
            ))}
            <div>
              <dt>
                <kbd>n</kbd>
              </dt>
              <dd>New silence</dd>
            </div>
            <div>
              <dt>
                <kbd>/</kbd>
              </dt>
              <dd>Filter</dd>
            </div>
            <div>
              <dt>
                <kbd>j</kbd> <kbd>k</kbd>
              </dt>
              <dd>Next, previous alert or silence; Enter opens it</dd>
            </div>
          </dl>
          <button type="button" onClick={() => setHelping(false)}>
            Close
          </button>
        </aside>
      )}
      <footer>
        {status.data && <span>Alertmanager {status.data.versionInfo.version}</span>}
        <span>
          Page by Telltale ·{' '}
          <button type="button" className="link" onClick={() => setHelping(true)}>
            keys: ?
          </button>
        </span>
      </footer>
    </>
  );
}

export interface ReadConfiguration {
  value: Configuration | undefined;
  error: string | undefined;
}

function useConfiguration(status: Polled<Status>): ReadConfiguration {
  const original = status.data?.config.original;
  return useMemo(() => {
    if (original === undefined) {
      return { value: undefined, error: status.error };
    }
    try {
      return { value: readConfiguration(original), error: undefined };
    } catch (error) {
      return { value: undefined, error: `The configuration cannot be read here: ${String(error)}` };
    }
  }, [original, status.error]);
}

function useKeys(help: () => void): void {
  useEffect(() => {
    let going = 0;
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input, textarea, select')) {
        if (event.key === 'Escape') {
          target.blur();
        }
        return;
      }
      const view = event.timeStamp - going < 1500 ? VIEWS.find(([, , key]) => key === event.key) : undefined;
      going = event.key === 'g' ? event.timeStamp : 0;
      if (view) {
        go(formatPlace(view[0]));
      } else if (event.key === 'n') {
        go(formatPlace('silences/new'));
      } else if (event.key === '?') {
        help();
      } else if (event.key === '/') {
        document.querySelector<HTMLElement>('[data-filter]')?.focus();
      } else if (event.key === 'j' || event.key === 'k') {
        step(event.key === 'j' ? 1 : -1);
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [help]);
}

function step(by: number): void {
  const items = [...document.querySelectorAll<HTMLElement>('[data-item]')];
  const current = items.findIndex((item) => item === document.activeElement);
  items[current < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, current + by))]?.focus();
}
