import { load } from 'js-yaml';

import { MatcherError, type Matcher, matcher, matches, parse } from './matchers';

/** A node of the routing tree, with what it inherits from those above it. */
export interface Route {
  receiver: string;
  matchers: Matcher[];
  groupBy: string[];
  groupWait: string;
  groupInterval: string;
  repeatInterval: string;
  continues: boolean;
  muteTimes: string[];
  activeTimes: string[];
  routes: Route[];
}

export interface Inhibition {
  source: Matcher[];
  target: Matcher[];
  equal: string[];
}

export interface Configuration {
  route: Route;
  inhibitions: Inhibition[];
  /** Receivers with the kinds of integrations they have, such as webhook. */
  receivers: { name: string; integrations: string[] }[];
}

type Yaml = Record<string, unknown>;

const DEFAULTS: Route = {
  receiver: '',
  matchers: [],
  groupBy: [],
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '4h',
  continues: false,
  muteTimes: [],
  activeTimes: [],
  routes: [],
};

/**
 * Reads the configuration that Alertmanager runs with.
 * @throws Error if it is not one this page understands
 */
export function readConfiguration(text: string): Configuration {
  const root = load(text) as Yaml;
  return {
    route: readRoute(root['route'] as Yaml, DEFAULTS),
    inhibitions: list(root['inhibit_rules']).map((rule) => ({
      source: readMatchers(rule, 'source_matchers', 'source_match', 'source_match_re'),
      target: readMatchers(rule, 'target_matchers', 'target_match', 'target_match_re'),
      equal: strings(rule['equal']),
    })),
    receivers: list(root['receivers']).map((receiver) => ({
      name: String(receiver['name']),
      integrations: Object.keys(receiver)
        .filter((key) => key.endsWith('_configs'))
        .map((key) => key.replace(/_configs$/, '')),
    })),
  };
}

function readRoute(yaml: Yaml, parent: Route): Route {
  const route: Route = {
    receiver: text(yaml['receiver'], parent.receiver),
    matchers: readMatchers(yaml, 'matchers', 'match', 'match_re'),
    groupBy: yaml['group_by'] === undefined ? parent.groupBy : strings(yaml['group_by']),
    groupWait: text(yaml['group_wait'], parent.groupWait),
    groupInterval: text(yaml['group_interval'], parent.groupInterval),
    repeatInterval: text(yaml['repeat_interval'], parent.repeatInterval),
    continues: yaml['continue'] === true,
    muteTimes: strings(yaml['mute_time_intervals']),
    activeTimes: strings(yaml['active_time_intervals']),
    routes: [],
  };
  route.routes = list(yaml['routes']).map((child) => readRoute(child, route));
  return route;
}

/**
 * The ways down the tree that a set of labels takes, each from the root to the route that notifies.
 * @throws SyntaxError if a route has an expression that JavaScript does not read
 */
export function pathsOf(route: Route, labels: Record<string, string>): Route[][] {
  if (!route.matchers.every((matcher) => matches(matcher, labels))) {
    return [];
  }
  const paths: Route[][] = [];
  for (const child of route.routes) {
    const below = pathsOf(child, labels);
    paths.push(...below.map((path) => [route, ...path]));
    if (below.length > 0 && !child.continues) {
      break;
    }
  }
  return paths.length > 0 ? paths : [[route]];
}

function readMatchers(yaml: Yaml, current: string, equal: string, regex: string): Matcher[] {
  const old = (key: string, op: '=' | '=~'): Matcher[] =>
    Object.entries((yaml[key] ?? {}) as Yaml).map(([name, value]) => matcher(name, op, String(value)));
  return [...old(equal, '='), ...old(regex, '=~'), ...strings(yaml[current]).flatMap(readMatcher)];
}

function readMatcher(text: string): Matcher[] {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof MatcherError) {
      throw new Error(`${text}: ${error.message}`);
    }
    throw error;
  }
}

function list(value: unknown): Yaml[] {
  return Array.isArray(value) ? (value as Yaml[]) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function text(value: unknown, otherwise: string): string {
  return value === undefined || value === null ? otherwise : String(value);
}
