import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { createContext, useContext } from 'react';

import type { Dashboard, Settings } from './model';
import type { Variables } from './variables';

/** What every panel of a dashboard needs to know. */
export interface DashboardState {
  dashboard: Dashboard;
  settings: Settings;
  theme: GrafanaTheme2;
  /** Some of the theme's, for what is drawn. */
  colors: { text: string; muted: string; track: string };
  timeZone: string;
  range: TimeRange;
  variables: Variables;
  urlTimeRange: string;
  /** Whether panels out of view ask as well. */
  eager: boolean;
  annotations: Annotation[];
  setRange: (from: string, to: string) => void;
}

/** A moment that a query of the dashboard names, such as a release. */
export interface Annotation {
  time: number;
  title: string;
  color: string;
}

const Context = createContext<DashboardState | undefined>(undefined);

export const DashboardProvider = Context.Provider;

export function useDashboard(): DashboardState {
  const state = useContext(Context);
  if (!state) {
    throw new Error('Outside of a dashboard');
  }
  return state;
}
