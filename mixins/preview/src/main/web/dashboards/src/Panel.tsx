import { Component, type ReactElement, type ReactNode, useRef, useState } from 'react';

import { Icon } from './Icon';
import { useDashboard } from './context';
import { type Size, useSeen, useSize } from './hooks';
import type { PanelModel } from './model';
import { AlertListPanel } from './panels/AlertListPanel';
import { HeatmapPanel } from './panels/HeatmapPanel';
import { LogsPanel } from './panels/LogsPanel';
import { StatPanel } from './panels/StatPanel';
import { StateTimelinePanel } from './panels/StateTimelinePanel';
import { TablePanel } from './panels/TablePanel';
import { TextPanel } from './panels/TextPanel';
import { TimeSeriesPanel } from './panels/TimeSeriesPanel';
import type { PanelProps } from './panels/types';
import { type PanelQuery, usePanelData } from './usePanelData';
import { interpolate } from './variables';

const TYPES: Record<string, (props: PanelProps) => ReactElement | null> = {
  timeseries: TimeSeriesPanel,
  stat: StatPanel,
  gauge: StatPanel,
  bargauge: StatPanel,
  table: TablePanel,
  'state-timeline': StateTimelinePanel,
  heatmap: HeatmapPanel,
  logs: LogsPanel,
};

/** Types that show something without asking. */
const SELF_SUFFICIENT = new Set(['text', 'alertlist']);

export function Panel({ panel, full, onFull }: { panel: PanelModel; full: boolean; onFull: () => void }) {
  const { eager } = useDashboard();
  const [content, size] = useSize<HTMLDivElement>();
  const frame = useRef<HTMLElement>(null);
  const seen = useSeen(frame, eager);
  const query = usePanelData(panel, size?.width, seen && !SELF_SUFFICIENT.has(panel.type));
  const title = interpolate(panel.title ?? '', query.scope);
  return (
    <section
      className="panel"
      ref={frame}
      aria-label={title}
      data-panel={panel.id}
      data-type={panel.type}
      data-state={stateOf(panel, query)}
    >
      <header>
        <h2 title={title}>{title}</h2>
        {panel.description && <Description text={panel.description} />}
        <span className="spring" />
        {panel.timeFrom && <span className="time-from">Last {panel.timeFrom}</span>}
        {query.loading && <span className="spinner" role="status" aria-label="Asking" />}
        <button
          type="button"
          className="view"
          title={full ? 'Back to the dashboard' : 'View alone'}
          aria-label={`${full ? 'Leave' : 'View'} ${title}`}
          onClick={onFull}
        >
          <Icon name={full ? 'close' : 'expand'} />
        </button>
      </header>
      <div className="panel-content" ref={content}>
        {size && size.height > 0 && (
          <Boundary key={panel.type}>
            <Content panel={panel} query={query} size={size} active={seen} />
          </Boundary>
        )}
      </div>
    </section>
  );
}

function Content({
  panel,
  query,
  size,
  active,
}: {
  panel: PanelModel;
  query: PanelQuery;
  size: Size;
  active: boolean;
}) {
  const { data, error, reason, scope } = query;
  if (panel.type === 'alertlist') {
    return <AlertListPanel panel={panel} active={active} />;
  }
  if (panel.type === 'text') {
    return <TextPanel panel={panel} data={data as never} width={size.width} height={size.height} scope={scope} />;
  }
  if (error !== undefined) {
    return (
      <p className="message bad" role="alert">
        {error}
      </p>
    );
  }
  if (!data) {
    return null;
  }
  if (reason !== undefined || (data.frames.every((frame) => frame.length === 0) && data.lines.length === 0)) {
    return (
      <div className="message">
        <b>No data</b>
        {reason && <p>{reason}</p>}
      </div>
    );
  }
  const Type = TYPES[panel.type];
  return Type ? (
    <Type panel={panel} data={data} width={size.width} height={size.height} scope={scope} />
  ) : (
    <p className="message">The preview does not draw panels of the type {panel.type}.</p>
  );
}

function stateOf(panel: PanelModel, { data, error, loading, reason }: PanelQuery): string {
  if (SELF_SUFFICIENT.has(panel.type)) {
    return 'data';
  }
  if (error !== undefined) {
    return 'error';
  }
  if (!data) {
    return loading ? 'loading' : 'waiting';
  }
  return reason === undefined ? 'data' : 'empty';
}

function Description({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  return (
    <span className="description">
      <button
        type="button"
        aria-label="Description"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <Icon name="info" />
      </button>
      <span className={open ? 'bubble open' : 'bubble'} role="tooltip">
        {text}
      </span>
    </span>
  );
}

/** One broken panel breaks no other. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <p className="message bad" role="alert">
        The panel could not be drawn: {String(this.state.error)}
      </p>
    );
  }
}
