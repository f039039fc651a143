import { createTheme, type GrafanaTheme2, locationUtil } from '@grafana/data';
import { GlobalStyles, ThemeContext } from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';

import { DashboardPage } from './DashboardPage';
import { ListPage } from './ListPage';
import { useAddress } from './address';
import type { DashboardEntry, Settings } from './model';
import { useBusy } from './ready';
import { server } from './server';

locationUtil.initialize({
  // Its cleaning decodes what is encoded, so that & in a value would start another parameter: links are checked where they
  // are made.
  config: { appSubUrl: '', disableSanitizeHtml: true } as never,
  getVariablesUrlParams: () => ({}),
  getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
});

type Mode = 'dark' | 'light';

const KEY = 'telltale.theme';

export function App() {
  const { path, parameters } = useAddress();
  const [mode, setMode] = useState<Mode>(() => preferred(parameters.get('theme')));
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  const [settings, setSettings] = useState<Settings>();
  const [dashboards, setDashboards] = useState<DashboardEntry[]>();
  const [error, setError] = useState<string>();
  const revision = useChanges();

  useEffect(() => {
    Promise.all([server.settings(), server.dashboards()])
      .then(([settings, dashboards]) => {
        setSettings(settings);
        setDashboards(dashboards);
        setError(undefined);
      })
      .catch((problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)));
  }, [revision]);

  useBusy('dashboards', !(settings && dashboards) && error === undefined);

  useEffect(() => paint(theme, mode), [theme, mode]);

  const toggle = (): void => {
    const next = mode === 'dark' ? 'light' : 'dark';
    setMode(next);
    try {
      window.localStorage.setItem(KEY, next);
    } catch {
      // Not remembered.
    }
  };

  const uid = /^\/d\/([^/]+)/.exec(path)?.[1];
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      {error !== undefined && (
        <p className="message bad" role="alert">
          {error}
        </p>
      )}
      {settings && dashboards && uid !== undefined && (
        <DashboardPage
          key={uid}
          uid={decodeURIComponent(uid)}
          revision={revision}
          settings={settings}
          dashboards={dashboards}
          theme={theme}
          onTheme={toggle}
        />
      )}
      {dashboards && uid === undefined && <ListPage dashboards={dashboards} onTheme={toggle} />}
      <footer>
        <b>preview, not Grafana</b>
        {settings && (
          <span>
            Telltale {settings.version} · Prometheus at {settings.prometheus} · panels drawn with Grafana’s own
            components
          </span>
        )}
      </footer>
    </ThemeContext.Provider>
  );
}

/** Counts up when a dashboard changes where it stands. */
function useChanges(): number {
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    const events = new EventSource('/api/events');
    events.addEventListener('change', () => setRevision((before) => before + 1));
    return () => events.close();
  }, []);
  return revision;
}

function preferred(asked: string | null): Mode {
  if (asked === 'dark' || asked === 'light') {
    return asked;
  }
  try {
    const remembered = window.localStorage.getItem(KEY);
    if (remembered === 'dark' || remembered === 'light') {
      return remembered;
    }
  } catch {
    // Nothing remembered.
  }
  return window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Gives the theme's colours to our own style sheet. */
function paint(theme: GrafanaTheme2, mode: Mode): void {
  const { colors, typography } = theme;
  const values: Record<string, string | undefined> = {
    canvas: colors.background?.canvas,
    panel: colors.background?.primary,
    raised: colors.background?.secondary,
    elevated: colors.background?.elevated,
    border: colors.border?.weak,
    'border-medium': colors.border?.medium,
    text: colors.text?.primary,
    muted: colors.text?.secondary,
    link: colors.text?.link,
    primary: colors.primary?.main,
    bad: colors.error?.text,
    warn: colors.warning?.text,
    good: colors.success?.text,
    info: colors.info?.text,
    mono: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    font: typography.fontFamily,
  };
  for (const [name, value] of Object.entries(values)) {
    document.documentElement.style.setProperty(`--${name}`, value ?? 'inherit');
  }
  document.documentElement.style.colorScheme = mode;
}
