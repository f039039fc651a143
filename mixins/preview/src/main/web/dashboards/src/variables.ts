import type { ScopedVars } from '@grafana/data';

import type { VariableModel } from './model';

/** What stands for all options in an address and in a dashboard. */
export const ALL = '$__all';

export interface Variable {
  model: VariableModel;
  options: string[];
  /** One value, or several of a variable that takes several. */
  value: string | string[];
}

export type Variables = ReadonlyMap<string, Variable>;

type Raw = string | string[];

const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)((?:\.[^:^}]+)?)(?::([^}]+))?\}/g;

export interface Scope {
  variables: Variables;
  /** $__interval and friends. */
  values?: Record<string, string>;
  /** What a link sees: the time range as a part of an address. */
  urlTimeRange?: string;
}

/**
 * Puts values in the place of variables, as Grafana does.
 * @param text the text with $name, ${name}, ${name:format} or [[name]]
 * @param scope where the values come from
 * @param format how values are written where the text does not say
 * @param scoped the values of a link: the field, the row and the value it belongs to
 */
export function interpolate(
  text: string,
  scope: Scope,
  format: string | Formatter = 'glob',
  scoped: ScopedVars = {},
): string {
  return text.replace(
    REFERENCE,
    (whole, plain, bracket, bracketFormat, braced, path: string | undefined, bracedFormat) => {
      const name = (plain ?? bracket ?? braced) as string;
      const chosen = (bracketFormat ?? bracedFormat ?? format) as string | Formatter;
      if (name === '__url_time_range' && scope.urlTimeRange !== undefined) {
        return scope.urlTimeRange;
      }
      if (name === '__all_variables') {
        return [...scope.variables.values()]
          .map((each) => write(each.model.name, rawUrl(each), 'queryparam', each.model))
          .join('&');
      }
      const special = fromScopedVars(name, (path ?? '').slice(1), scoped);
      if (special !== undefined) {
        return write(name, special, chosen);
      }
      const value = scope.values?.[name];
      if (value !== undefined) {
        return value;
      }
      const variable = scope.variables.get(name);
      if (!variable) {
        return whole;
      }
      if (chosen === 'queryparam') {
        return write(name, rawUrl(variable), chosen, variable.model);
      }
      // As it was written by the author: not escaped.
      if (isAll(variable) && variable.model.allValue) {
        return chosen === 'percentencode' ? encodeURIComponent(variable.model.allValue) : variable.model.allValue;
      }
      return write(name, isAll(variable) ? variable.options : variable.value, chosen, variable.model);
    },
  );
}

export type Formatter = (value: Raw, model: VariableModel | undefined) => string;

/** How values are written into PromQL: a variable of several values is taken for an expression, others for text. */
export const promql: Formatter = (value, model) => {
  if (model && !model.multi && !model.includeAll) {
    return String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  }
  const values = (Array.isArray(value) ? value : [value]).map((each) =>
    each
      .replace(/\\/g, '\\\\\\\\')
      .replace(/[$^*{}[\]+?.()|]/g, '\\\\$&')
      .replace(/"/g, '\\"'),
  );
  return values.length === 1 ? (values[0] as string) : `(${values.join('|')})`;
};

export function isAll(variable: Variable): boolean {
  return variable.value === ALL || (Array.isArray(variable.value) && variable.value.includes(ALL));
}

export function rawUrl(variable: Variable): Raw {
  return isAll(variable) ? ALL : variable.value;
}

function write(name: string, value: Raw, format: string | Formatter, model?: VariableModel): string {
  if (typeof format === 'function') {
    return format(value, model);
  }
  const values = Array.isArray(value) ? value : [value];
  switch (format) {
    case 'queryparam':
      return values.map((each) => `var-${encodeURIComponent(name)}=${encode(each)}`).join('&');
    case 'percentencode':
      return encode(values.length === 1 ? (values[0] as string) : `{${values.join(',')}}`);
    case 'uriencode':
      return encodeURI(values.length === 1 ? (values[0] as string) : `{${values.join(',')}}`);
    case 'pipe':
      return values.join('|');
    case 'csv':
    case 'raw':
    case 'text':
      return values.join(',');
    case 'regex': {
      const escaped = values.map((each) => each.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
      return escaped.length === 1 ? (escaped[0] as string) : `(${escaped.join('|')})`;
    }
    case 'json':
      return JSON.stringify(value);
    default:
      return values.length === 1 ? (values[0] as string) : `{${values.join(',')}}`;
  }
}

/** Also what encodeURIComponent leaves: Grafana does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

interface DataContext {
  frame: { name?: string; fields: ContextField[] };
  field: ContextField;
  rowIndex?: number;
  calculatedValue?: { text?: string; numeric?: number };
}

interface ContextField {
  name: string;
  labels?: Record<string, string>;
  values: unknown[];
  config: { displayName?: string };
  display?: (value: unknown) => { text: string; prefix?: string; suffix?: string };
  state?: { displayName?: string | null } | null;
}

/** __field.labels.uri, __data.fields.job, __value.raw and what the panel itself gives. */
function fromScopedVars(name: string, path: string, scoped: ScopedVars): Raw | undefined {
  const context = scoped['__dataContext']?.value as DataContext | undefined;
  if (context && name === '__field') {
    return lookUp(
      {
        name: context.field.config.displayName ?? context.field.state?.displayName ?? context.field.name,
        labels: context.field.labels ?? {},
      },
      path,
    );
  }
  if (context && name === '__data' && path.startsWith('fields')) {
    const match = /^fields(?:\.([^.[\]]+)|\[["']?([^"'\]]+)["']?\])/.exec(path);
    const wanted = match?.[1] ?? match?.[2];
    const field = context.frame.fields.find(
      (each, index) => each.name === wanted || each.config.displayName === wanted || String(index) === wanted,
    );
    return field === undefined || context.rowIndex === undefined ? '' : String(field.values[context.rowIndex] ?? '');
  }
  if (context && name === '__value') {
    const raw =
      context.rowIndex === undefined ? context.calculatedValue?.numeric : context.field.values[context.rowIndex];
    return path === 'text' && context.field.display ? context.field.display(raw).text : String(raw ?? '');
  }
  const given = scoped[name];
  if (given === undefined || given === null) {
    return undefined;
  }
  return path === '' ? String(given.value) : lookUp(given.value, path);
}

function lookUp(value: unknown, path: string): string {
  let found: unknown = value;
  for (const part of path.split(/[.[\]"']+/).filter((each) => each !== '')) {
    found = (found as Record<string, unknown> | undefined)?.[part];
  }
  return typeof found === 'object' ? JSON.stringify(found ?? '') : String(found ?? '');
}

/** The options of a query variable after its expression and order. */
export function arrange(values: readonly string[], model: VariableModel): string[] {
  let options = [...values];
  const pattern = /^\/(.*)\/([a-z]*)$/.exec(model.regex ?? '');
  if (model.regex) {
    const regex = pattern ? new RegExp(pattern[1] as string, pattern[2]) : new RegExp(`^${model.regex}$`);
    options = options.flatMap((each) => {
      const match = regex.exec(each);
      return match ? [match.groups?.['value'] ?? match[1] ?? each] : [];
    });
  }
  options = [...new Set(options)];
  const compare: Record<number, (left: string, right: string) => number> = {
    1: (left, right) => left.localeCompare(right),
    2: (left, right) => right.localeCompare(left),
    3: (left, right) => parseFloat(left) - parseFloat(right),
    4: (left, right) => parseFloat(right) - parseFloat(left),
    5: (left, right) => left.toLowerCase().localeCompare(right.toLowerCase()),
    6: (left, right) => right.toLowerCase().localeCompare(left.toLowerCase()),
    7: (left, right) => left.localeCompare(right, undefined, { numeric: true }),
    8: (left, right) => right.localeCompare(left, undefined, { numeric: true }),
  };
  const order = compare[model.sort ?? 0];
  return order ? options.sort(order) : options;
}

/** The value of a variable: what was asked for where it is an option, else what the dashboard says, else the first. */
export function choose(model: VariableModel, options: readonly string[], asked: readonly string[]): Raw {
  const known = (value: string): boolean => options.includes(value) || (value === ALL && model.includeAll === true);
  const current = model.current?.value;
  const wishes = [
    asked.map((each) => (each === 'All' ? ALL : each)),
    current === undefined || current === null ? [] : [current].flat(),
  ];
  for (const wish of wishes) {
    const found = wish.filter(known);
    if (found.length > 0) {
      return model.multi ? found : (found[0] as string);
    }
  }
  const first = model.includeAll ? ALL : (options[0] ?? '');
  return model.multi ? [first] : first;
}

export function queryOf(model: VariableModel): string {
  return typeof model.query === 'string' ? model.query : (model.query?.query ?? '');
}
