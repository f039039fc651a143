import { dateTime } from '@grafana/data';
import { useEffect, useState } from 'react';

import { useDashboard } from '../context';
import type { PanelModel } from '../model';
import { setBusy } from '../ready';
import { type RuleAlert, prometheus } from '../server';

interface Alert extends RuleAlert {
  name: string;
}

/** What Prometheus says fires or is about to. */
export function AlertListPanel({ panel, active }: { panel: PanelModel; active: boolean }) {
  const { range } = useDashboard();
  const [alerts, setAlerts] = useState<Alert[]>();
  const [error, setError] = useState<string>();
  const states = (panel.options?.['stateFilter'] ?? { firing: true, pending: true }) as Record<string, boolean>;
  const most = Number(panel.options?.['maxItems'] ?? 20);
  useEffect(() => {
    if (!active) {
      return;
    }
    const controller = new AbortController();
    const name = `alerts ${panel.id}`;
    setBusy(name, true);
    prometheus
      .rules(controller.signal)
      .then(({ groups }) => {
        const found = groups
          .flatMap(({ rules }) => rules)
          .flatMap((rule) => (rule.alerts ?? []).map((alert) => ({ ...alert, name: rule.name })));
        setAlerts(
          found.sort((left, right) => left.state.localeCompare(right.state) || left.name.localeCompare(right.name)),
        );
        setError(undefined);
      })
      .catch(
        (problem: unknown) =>
          !controller.signal.aborted && setError(problem instanceof Error ? problem.message : String(problem)),
      )
      .finally(() => !controller.signal.aborted && setBusy(name, false));
    return () => {
      controller.abort();
      setBusy(name, false);
    };
  }, [range, active, panel.id]);

  const shown = (alerts ?? []).filter((alert) => states[alert.state]);
  if (error !== undefined) {
    return <p className="message bad">{error}</p>;
  }
  if (alerts !== undefined && shown.length === 0) {
    return <p className="message">No alert fires or is about to.</p>;
  }
  return (
    <ul className="alerts" tabIndex={0} aria-label={panel.title}>
      {shown.slice(0, most).map((alert) => (
        <li key={JSON.stringify(alert.labels)} className={alert.state}>
          <b>{alert.name}</b> <span className="state">{alert.state}</span> for {dateTime(alert.activeAt).fromNow(true)}
          <p>{alert.annotations['summary']}</p>
        </li>
      ))}
      {shown.length > most && <li>and {shown.length - most} more</li>}
    </ul>
  );
}
