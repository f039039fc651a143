import { type GrafanaTheme2, rangeUtil } from '@grafana/data';
import { type CSSProperties, useEffect, useMemo, useState } from 'react';

import { Popover, RefreshControl, TimePicker, VariableControl } from './Controls';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { type Address, go, useAddress, withParameters } from './address';
import { type Annotation, type DashboardState, DashboardProvider } from './context';
import { legend } from './frames';
import { useTick } from './hooks';
import { aligned, intervals } from './intervals';
import type { Dashboard, DashboardEntry, DashboardLink, PanelModel, Settings } from './model';
import { setBusy, useBusy } from './ready';
import { prometheus, server } from './server';
import { readRange, useVariables } from './useVariables';
import { type Variables, interpolate, promql, rawUrl } from './variables';

interface Props {
  uid: string;
  revision: number;
  settings: Settings;
  dashboards: DashboardEntry[];
  theme: GrafanaTheme2;
  onTheme: () => void;
}

export function DashboardPage({ uid, revision, settings, dashboards, theme, onTheme }: Props) {
  const address = useAddress();
  const { dashboard, error } = useModel(uid, revision);
  const timeZone = dashboard?.timezone === 'utc' ? 'utc' : 'browser';
  const from = address.parameters.get('from') ?? dashboard?.time?.from ?? 'now-6h';
  const to = address.parameters.get('to') ?? dashboard?.time?.to ?? 'now';
  const refresh = address.parameters.get('refresh') ?? dashboard?.refresh ?? '';
  const shot = address.parameters.has('shot');
  const rate = /^\d+[smh]$/.test(refresh) && !shot ? Math.max(1000, rangeUtil.intervalToMs(refresh)) : undefined;
  const tick = useTick(rate);
  const [forced, setForced] = useState(0);
  // What now means moves with every tick.
  const range = useMemo(() => readRange(from, to, timeZone), [from, to, timeZone, tick, forced]);
  const fallback = useMemo(() => readRange('now-1h', 'now', 'browser') as NonNullable<typeof range>, []);
  const { variables, error: variableError } = useVariables(dashboard, address.parameters, range ?? fallback);
  const annotations = useAnnotations(dashboard, variables, range ?? fallback, settings);

  const state = useMemo<DashboardState | undefined>(
    () =>
      dashboard && variables
        ? {
            dashboard,
            settings,
            theme,
            colors: {
              text: theme.colors.text?.primary ?? '#888',
              muted: theme.colors.text?.secondary ?? '#888',
              track: theme.colors.background?.secondary ?? '#888',
            },
            timeZone,
            range: range ?? fallback,
            variables,
            urlTimeRange: `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
            eager: shot,
            annotations,
            setRange: (from, to) => go(withParameters(currentAddress(), { from, to })),
          }
        : undefined,
    [dashboard, settings, theme, timeZone, range, fallback, variables, from, to, shot, annotations],
  );

  const painted = state !== undefined || error !== undefined || variableError !== undefined;
  useBusy('page', !painted);

  useEffect(() => {
    document.title = dashboard?.title ?? 'Dashboard';
  }, [dashboard]);

  const viewed = address.parameters.get('viewPanel');
  return (
    <>
      <header className="bar">
        <a href="/" title="All dashboards">
          Dashboards
        </a>
        <span aria-hidden>›</span>
        <h1 title={dashboard?.description}>{dashboard?.title ?? uid}</h1>
        <span className="spring" />
        <TimePicker
          key={`${from} ${to}`}
          from={from}
          to={to}
          onChange={(from, to) => go(withParameters(address, { from, to }))}
        />
        <RefreshControl
          rate={refresh}
          onRate={(rate) => go(withParameters(address, { refresh: rate }), true)}
          onRefresh={() => setForced(forced + 1)}
        />
        <button type="button" onClick={onTheme} aria-label="Dark or light" title="Dark or light">
          <Icon name="theme" />
        </button>
      </header>
      {[
        error,
        variableError,
        range ? undefined : `The time range from ${from} to ${to} is none: write times such as now-6h and now.`,
      ]
        .filter((each) => each !== undefined)
        .map((each) => (
          <p key={each} className="message bad" role="alert">
            {each}
          </p>
        ))}
      {dashboard && (
        <nav className="controls" aria-label="Variables and links">
          {[...(variables?.values() ?? [])]
            .filter(({ model }) => model.hide !== 2 && model.type !== 'datasource' && model.type !== 'constant')
            .map((variable) => (
              <VariableControl
                key={variable.model.name}
                variable={variable}
                onChange={(value) => go(withParameters(address, { [`var-${variable.model.name}`]: value }))}
              />
            ))}
          <span className="spring" />
          {(dashboard.links ?? []).map((link, index) => (
            <LinkControl
              key={index}
              link={link}
              uid={uid}
              dashboards={dashboards}
              variables={variables}
              timeRange={state?.urlTimeRange ?? ''}
            />
          ))}
        </nav>
      )}
      <main className="dashboard">
        {state && (
          <DashboardProvider value={state}>
            <Sections panels={state.dashboard.panels} viewed={viewed} address={address} />
          </DashboardProvider>
        )}
      </main>
    </>
  );
}

function useModel(uid: string, revision: number): { dashboard: Dashboard | undefined; error: string | undefined } {
  const [dashboard, setDashboard] = useState<Dashboard>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    const controller = new AbortController();
    setBusy('dashboard', true);
    server
      .dashboard(uid, controller.signal)
      .then((found) => {
        setDashboard((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
        setError(undefined);
      })
      .catch(
        (problem: unknown) =>
          !controller.signal.aborted && setError(problem instanceof Error ? problem.message : String(problem)),
      )
      .finally(() => setBusy('dashboard', false));
    return () => controller.abort();
  }, [uid, revision]);
  return { dashboard, error };
}

/** The moments that the queries of the dashboard name. */
function useAnnotations(
  dashboard: Dashboard | undefined,
  variables: Variables | undefined,
  range: DashboardState['range'],
  settings: Settings,
): Annotation[] {
  const [annotations, setAnnotations] = useState<Annotation[]>([]);
  useEffect(() => {
    const queries = (dashboard?.annotations?.list ?? []).filter((each) => each.enable !== false && each.expr);
    if (!variables || queries.length === 0) {
      return;
    }
    const controller = new AbortController();
    Promise.all(
      queries.map(async (query) => {
        const { step, values } = intervals(range, 1000, query.step, settings.scrapeInterval);
        const [start, end] = aligned(range, step);
        const { result } = await prometheus.range(
          interpolate(query.expr ?? '', { variables, values }, promql),
          start,
          end,
          step,
          controller.signal,
        );
        return result.flatMap(({ metric, values = [] }) =>
          values
            // The first point of every stretch: one event, however long it lasts.
            .filter(([time], index) => index === 0 || time - (values[index - 1]?.[0] ?? 0) > 1.5 * step)
            .filter(([time]) => time > start)
            .map(([time]) => ({
              time: time * 1000,
              title: `${query.name}: ${legend(query.titleFormat, metric)}\n${legend(query.textFormat, metric)}`.trim(),
              color: query.iconColor ?? 'red',
            })),
        );
      }),
    )
      .then((found) =>
        setAnnotations((before) => (JSON.stringify(before) === JSON.stringify(found.flat()) ? before : found.flat())),
      )
      // The panels say what is wrong with Prometheus.
      .catch(() => undefined);
    return () => controller.abort();
  }, [dashboard, variables, range, settings]);
  return annotations;
}

function LinkControl({
  link,
  uid,
  dashboards,
  variables,
  timeRange,
}: {
  link: DashboardLink;
  uid: string;
  dashboards: DashboardEntry[];
  variables: Variables | undefined;
  timeRange: string;
}) {
  const query = [
    ...(link.keepTime ? [timeRange] : []),
    ...(link.includeVars
      ? [...(variables?.values() ?? [])].map((variable) =>
          [rawUrl(variable)]
            .flat()
            .map((each) => `var-${variable.model.name}=${encodeURIComponent(each)}`)
            .join('&'),
        )
      : []),
  ].join('&');
  const href = (url: string): string => (query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`);
  if (link.type === 'link') {
    return (
      <a
        className="button"
        href={href(interpolate(link.url ?? '', { variables: variables ?? new Map(), urlTimeRange: timeRange }))}
        title={link.tooltip}
        target={link.targetBlank ? '_blank' : undefined}
        rel="noopener"
      >
        {link.title}
      </a>
    );
  }
  const others = dashboards.filter(
    (each) => each.uid !== uid && (link.tags ?? []).every((tag) => each.tags.includes(tag)),
  );
  return (
    <Popover
      label={
        <>
          {link.title} <Icon name="down" />
        </>
      }
      title={link.title}
      className="right"
    >
      {(close) => (
        <ul>
          {others.map((each) => (
            <li key={each.uid}>
              <a href={href(`/d/${each.uid}`)} onClick={close}>
                {each.title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

interface Section {
  row: PanelModel | undefined;
  panels: PanelModel[];
}

function Sections({ panels, viewed, address }: { panels: PanelModel[]; viewed: string | null; address: Address }) {
  const sections = useMemo(() => sectionsOf(panels), [panels]);
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const full = (panel: PanelModel): void =>
    go(withParameters(address, { viewPanel: viewed === null ? String(panel.id) : undefined }));
  useEffect(() => {
    if (viewed === null) {
      return;
    }
    const leave = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') {
        go(withParameters(address, { viewPanel: undefined }));
      }
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [viewed, address]);

  const alone =
    viewed === null
      ? undefined
      : sections.flatMap((section) => section.panels).find((panel) => String(panel.id) === viewed);
  if (alone) {
    return (
      <div className="alone">
        <Panel panel={alone} full onFull={() => full(alone)} />
      </div>
    );
  }
  return (
    <>
      {sections.map(({ row, panels }, index) => {
        const open = row === undefined || toggled.has(row.id) === (row.collapsed === true);
        const first = Math.min(...panels.map(({ gridPos }) => gridPos.y));
        return (
          <div key={row?.id ?? `top ${index}`}>
            {row && (
              <h2 className="section-row">
                <button
                  type="button"
                  aria-expanded={open}
                  onClick={() =>
                    setToggled(
                      (before) =>
                        new Set(before.has(row.id) ? [...before].filter((id) => id !== row.id) : [...before, row.id]),
                    )
                  }
                >
                  <Icon name={open ? 'down' : 'right'} /> {row.title}
                  {!open && <small> ({panels.length} panels)</small>}
                </button>
              </h2>
            )}
            {open && panels.length > 0 && (
              <div className="grid">
                {panels.map((panel) => (
                  <div key={panel.id} style={placeOf(panel, first)}>
                    <Panel panel={panel} full={false} onFull={() => full(panel)} />
                  </div>
                ))}
              </div>
            )}
          </div>
        );
      })}
    </>
  );
}

/** Panels under their rows: those of a collapsed row stand in it, those of an open one after it. */
function sectionsOf(panels: PanelModel[]): Section[] {
  const sections: Section[] = [{ row: undefined, panels: [] }];
  for (const panel of [...panels].sort(
    (left, right) => left.gridPos.y - right.gridPos.y || left.gridPos.x - right.gridPos.x,
  )) {
    if (panel.type === 'row') {
      sections.push({ row: panel, panels: [...(panel.panels ?? [])] });
    } else {
      sections.at(-1)?.panels.push(panel);
    }
  }
  return sections.filter(({ row, panels }) => row !== undefined || panels.length > 0);
}

function placeOf({ gridPos: { x, y, w, h } }: PanelModel, first: number): CSSProperties {
  return { '--x': x + 1, '--w': w, '--y': y - first + 1, '--h': h } as CSSProperties;
}

function currentAddress(): Address {
  return { path: window.location.pathname, parameters: new URLSearchParams(window.location.search) };
}
