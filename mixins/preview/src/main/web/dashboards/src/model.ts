import type { DataLink, DataTransformerConfig, FieldConfigSource } from '@grafana/data';

/** The part of Grafana's dashboard format, version 1, that the preview reads. */
export interface Dashboard {
  uid: string;
  title: string;
  description?: string;
  tags?: string[];
  time?: { from: string; to: string };
  timezone?: string;
  refresh?: string;
  links?: DashboardLink[];
  templating?: { list: VariableModel[] };
  annotations?: { list: AnnotationQuery[] };
  panels: PanelModel[];
}

export interface DashboardLink {
  type: 'dashboards' | 'link';
  title: string;
  url?: string;
  tags?: string[];
  tooltip?: string;
  keepTime?: boolean;
  includeVars?: boolean;
  asDropdown?: boolean;
  targetBlank?: boolean;
}

export interface VariableModel {
  type: string;
  name: string;
  label?: string;
  query?: string | { query: string };
  regex?: string;
  sort?: number;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string | null;
  hide?: number;
  current?: { text?: string | string[]; value?: string | string[] } | null;
  auto?: boolean;
  auto_count?: number;
  auto_min?: string;
}

export interface AnnotationQuery {
  name: string;
  enable?: boolean;
  hide?: boolean;
  expr?: string;
  step?: string;
  iconColor?: string;
  titleFormat?: string;
  textFormat?: string;
  datasource?: DatasourceRef;
}

export interface DatasourceRef {
  type?: string;
  uid?: string;
}

export interface Target {
  refId: string;
  expr?: string;
  query?: string;
  legendFormat?: string;
  format?: string;
  instant?: boolean;
  range?: boolean;
  exemplar?: boolean;
  interval?: string;
  maxLines?: number;
  limit?: number;
  hide?: boolean;
  queryType?: string;
  datasource?: DatasourceRef;
}

export interface PanelModel {
  id: number;
  type: string;
  title?: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: DatasourceRef;
  targets?: Target[];
  options?: Record<string, unknown>;
  fieldConfig?: FieldConfigSource;
  transformations?: DataTransformerConfig[];
  links?: DataLink[];
  interval?: string | null;
  maxDataPoints?: number | null;
  timeFrom?: string | null;
  collapsed?: boolean;
  panels?: PanelModel[];
}

/** What the server tells about itself. */
export interface Settings {
  prometheus: string;
  /** How often Prometheus scrapes: what $__rate_interval is made from. */
  scrapeInterval: string;
  /** Where a trace is shown; {} stands for its id. Absent where no traces are kept. */
  trace?: string;
  logs: boolean;
  version: string;
}

export interface DashboardEntry {
  uid: string;
  title: string;
  description: string;
  tags: string[];
}
