import { type TimeRange, dateMath, dateTime } from '@grafana/data';
import { useEffect, useMemo, useState } from 'react';

import type { Dashboard, VariableModel } from './model';
import { setBusy } from './ready';
import { prometheus } from './server';
import { ALL, type Variable, type Variables, arrange, choose, interpolate, promql, queryOf } from './variables';

export interface LoadedVariables {
  /** Undefined until every one has its value. */
  variables: Variables | undefined;
  error: string | undefined;
}

/** The variables of a dashboard with the values that the address asks for; those that depend on others come after them. */
export function useVariables(
  dashboard: Dashboard | undefined,
  parameters: URLSearchParams,
  range: TimeRange,
): LoadedVariables {
  const asked = useMemo(
    () => JSON.stringify([...parameters].filter(([name]) => name.startsWith('var-')).sort()),
    [parameters],
  );
  const [loaded, setLoaded] = useState<{ dashboard: Dashboard; variables: Variables }>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    if (!dashboard) {
      return;
    }
    const controller = new AbortController();
    const wishes = new URLSearchParams(JSON.parse(asked) as [string, string][]);
    setBusy('variables', true);
    load(dashboard, wishes, range, controller.signal)
      .then((variables) => {
        if (!controller.signal.aborted) {
          // The same values are the same question to every panel.
          setLoaded((before) =>
            before?.dashboard === dashboard && same(before.variables, variables) ? before : { dashboard, variables },
          );
          setError(undefined);
        }
      })
      .catch(
        (problem: unknown) =>
          !controller.signal.aborted && setError(problem instanceof Error ? problem.message : String(problem)),
      )
      .finally(() => !controller.signal.aborted && setBusy('variables', false));
    return () => {
      controller.abort();
      setBusy('variables', false);
    };
  }, [dashboard, asked, range]);
  return { variables: loaded?.dashboard === dashboard ? loaded?.variables : undefined, error };
}

async function load(
  dashboard: Dashboard,
  wishes: URLSearchParams,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Variables> {
  const variables = new Map<string, Variable>();
  for (const model of dashboard.templating?.list ?? []) {
    const asked = wishes.getAll(`var-${model.name}`);
    if (model.type === 'textbox' || model.type === 'constant') {
      const current = model.current?.value;
      variables.set(model.name, {
        model,
        options: [],
        value: asked[0] ?? (typeof current === 'string' ? current : queryOf(model)),
      });
      continue;
    }
    const options = await optionsOf(model, variables, range, signal);
    variables.set(model.name, { model, options, value: choose(model, options, asked) });
  }
  return variables;
}

async function optionsOf(
  model: VariableModel,
  variables: Variables,
  range: TimeRange,
  signal: AbortSignal,
): Promise<string[]> {
  switch (model.type) {
    case 'query':
      return arrange(await ask(interpolate(queryOf(model), { variables }, promql), range, signal), model);
    case 'interval':
    case 'custom':
      return queryOf(model)
        .split(/(?<!\\),/)
        .map((each) => each.replace(/\\,/g, ',').trim())
        .map((each) => /^.+ : (.+)$/.exec(each)?.[1] ?? each)
        .filter((each) => each !== '');
    case 'datasource':
      return [queryOf(model)];
    default:
      throw new Error(`The variable ${model.name} is of the type ${model.type}, which the preview does not know.`);
  }
}

async function ask(query: string, range: TimeRange, signal: AbortSignal): Promise<string[]> {
  const start = range.from.valueOf() / 1000;
  const end = range.to.valueOf() / 1000;
  const labelValues = /^\s*label_values\(\s*(?:(.+)\s*,\s*)?([a-zA-Z_][a-zA-Z0-9_]*)\s*\)\s*$/s.exec(query);
  if (labelValues) {
    return prometheus.labelValues(labelValues[2] as string, labelValues[1]?.trim(), start, end, signal);
  }
  const metrics = /^\s*metrics\((.*)\)\s*$/s.exec(query);
  if (metrics) {
    const pattern = new RegExp(metrics[1] as string);
    return (await prometheus.labelValues('__name__', undefined, start, end, signal)).filter((name) =>
      pattern.test(name),
    );
  }
  const result = /^\s*query_result\((.*)\)\s*$/s.exec(query);
  if (result) {
    const { result: series } = await prometheus.instant(result[1] as string, end, signal);
    return series.map(({ metric: { __name__: name = '', ...labels }, value }) => {
      const list = Object.entries(labels).map(([label, each]) => `${label}="${each}"`);
      return `${name}{${list.join(',')}} ${value?.[1] ?? ''} ${(value?.[0] ?? 0) * 1000}`;
    });
  }
  throw new Error(
    `A variable asks ${query}, which the preview does not know: label_values, metrics and query_result it does.`,
  );
}

function same(left: Variables, right: Variables): boolean {
  const values = (variables: Variables): string =>
    JSON.stringify(
      [...variables].map(([name, { value, options }]) => [name, value, [value].flat().includes(ALL) ? options : []]),
    );
  const options = (variables: Variables): string => JSON.stringify([...variables].map(([, each]) => each.options));
  return values(left) === values(right) && options(left) === options(right);
}

/** The range that two texts mean at this moment: now-1h, now/d, milliseconds since 1970. */
export function readRange(from: string, to: string, timeZone: string): TimeRange | undefined {
  const read = (text: string, roundUp: boolean) =>
    /^\d{12,}$/.test(text) ? dateTime(Number(text)) : dateMath.toDateTime(text, { roundUp, timezone: timeZone });
  const start = read(from, false);
  const end = read(to, true);
  return start?.isValid() && end?.isValid() && start.valueOf() < end.valueOf()
    ? { from: start, to: end, raw: { from, to } }
    : undefined;
}
