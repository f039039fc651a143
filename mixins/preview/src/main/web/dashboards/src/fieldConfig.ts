import {
  FieldColorModeId,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  FieldConfigOptionsRegistry,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

import type { PanelModel } from './model';

type Process = FieldConfigPropertyItem['process'];

const STANDARD: Record<string, Process> = {
  displayName: displayNameOverrideProcessor as Process,
  unit: unitOverrideProcessor as Process,
  min: numberOverrideProcessor as Process,
  max: numberOverrideProcessor as Process,
  decimals: numberOverrideProcessor as Process,
  noValue: stringOverrideProcessor as Process,
  thresholds: thresholdsOverrideProcessor as Process,
  mappings: valueMappingsOverrideProcessor as Process,
  links: dataLinksOverrideProcessor as Process,
  color: identityOverrideProcessor,
};

/** What Grafana's panels take for granted. */
const DEFAULTS: Record<string, Record<string, unknown>> = {
  timeseries: {
    drawStyle: 'line',
    lineInterpolation: 'linear',
    lineWidth: 1,
    fillOpacity: 0,
    gradientMode: 'none',
    lineStyle: { fill: 'solid' },
    barAlignment: 0,
    barWidthFactor: 0.6,
    showPoints: 'auto',
    pointSize: 5,
    spanNulls: false,
    stacking: { mode: 'none', group: 'A' },
    axisPlacement: 'auto',
    axisLabel: '',
    axisColorMode: 'text',
    axisCenteredZero: false,
    axisGridShow: undefined,
    axisWidth: undefined,
    axisSoftMin: undefined,
    axisSoftMax: undefined,
    axisBorderShow: false,
    scaleDistribution: { type: 'linear' },
    hideFrom: { legend: false, tooltip: false, viz: false },
    thresholdsStyle: { mode: 'off' },
    transform: undefined,
    fillBelowTo: undefined,
  },
  'state-timeline': { fillOpacity: 70, lineWidth: 0, spanNulls: false, insertNulls: false },
  table: {
    align: 'auto',
    width: undefined,
    minWidth: 50,
    cellOptions: { type: 'auto' },
    filterable: false,
    hidden: false,
  },
};

const BY_THRESHOLDS = new Set(['stat', 'gauge', 'bargauge', 'table', 'state-timeline']);

/** The field options of a panel with what Grafana's panel of its type takes for granted. */
export function fieldConfigOf(panel: PanelModel): FieldConfigSource {
  const { defaults, overrides } = panel.fieldConfig ?? { defaults: {}, overrides: [] };
  const standard = Object.fromEntries(Object.keys(STANDARD).map((id) => [id, standardDefault(id, panel.type)]));
  return {
    defaults: { ...standard, ...defaults, custom: { ...DEFAULTS[panel.type], ...defaults.custom } },
    overrides: overrides ?? [],
  };
}

const registries = new Map<string, FieldConfigOptionsRegistry>();

/** The options of fields that a type of panel knows: without them overrides are lost. */
export function registryOf(type: string): FieldConfigOptionsRegistry {
  let registry = registries.get(type);
  if (!registry) {
    const items = [
      ...Object.entries(STANDARD).map(([id, process]) => item(id, process)),
      ...Object.keys(DEFAULTS[type] ?? {}).map((path) => ({
        ...item(path, identityOverrideProcessor),
        id: `custom.${path}`,
        isCustom: true,
      })),
    ];
    registry = new FieldConfigOptionsRegistry(() => items);
    registries.set(type, registry);
  }
  return registry;
}

function standardDefault(id: string, type: string): unknown {
  if (id === 'color') {
    return { mode: BY_THRESHOLDS.has(type) ? FieldColorModeId.Thresholds : FieldColorModeId.PaletteClassic };
  }
  if (id === 'thresholds') {
    return {
      mode: 'absolute',
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 80, color: 'red' },
      ],
    };
  }
  return id === 'mappings' ? [] : undefined;
}

function item(path: string, process: Process): FieldConfigPropertyItem {
  const nothing = (): null => null;
  return {
    id: path,
    path,
    name: path,
    editor: nothing,
    override: nothing,
    process,
    shouldApply: () => true,
  };
}

// One of them stands there under two names.
const transformers = new Map(Object.values(standardTransformers).map((each) => [each.id, each]));

standardTransformersRegistry.setInit(() =>
  [...transformers.values()].map((transformation) => ({
    id: transformation.id,
    name: transformation.name,
    transformation: () => Promise.resolve(transformation),
    editor: () => null,
    imageDark: '',
    imageLight: '',
  })),
);
