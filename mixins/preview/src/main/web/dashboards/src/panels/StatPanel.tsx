import {
  type FieldDisplay,
  type ReduceDataOptions,
  VizOrientation,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
} from '@grafana/data';
import {
  BarGauge,
  BigValue,
  type BigValueColorMode,
  BigValueGraphMode,
  type BigValueTextMode,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import type { BarGaugeDisplayMode } from '@grafana/schema';
import { useMemo, type ReactElement } from 'react';

import { useDashboard } from '../context';
import { fieldConfigOf } from '../fieldConfig';
import { interpolate } from '../variables';
import { GaugeDial } from './GaugeDial';
import type { PanelProps } from './types';

/** One value a series, as a figure, a dial or a bar. */
export function StatPanel({ panel, data, width, height, scope }: PanelProps) {
  const { theme, timeZone } = useDashboard();
  const options = panel.options ?? {};
  const graph = panel.type === 'stat' && options['graphMode'] === 'area';
  const values = useMemo(
    () =>
      getFieldDisplayValues({
        data: data.frames,
        fieldConfig: fieldConfigOf(panel),
        reduceOptions: (options['reduceOptions'] ?? { calcs: ['lastNotNull'], values: false }) as ReduceDataOptions,
        replaceVariables: (text, scoped) => interpolate(text, scope, 'glob', scoped),
        sparkline: graph,
        theme,
        timeZone,
      }),
    [data, panel, options, scope, graph, theme, timeZone],
  );

  const render = ({
    value,
    width,
    height,
    alignmentFactors,
    count,
    orientation,
  }: VizRepeaterRenderValueProps<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>): ReactElement => {
    const links = value.hasLinks ? (value.getLinks?.() ?? []) : [];
    const shown = draw();
    return links[0] ? (
      <a className="value-link" href={links[0].href} title={links[0].title}>
        {shown}
      </a>
    ) : (
      shown
    );

    function draw(): ReactElement {
      if (panel.type === 'gauge') {
        return (
          <GaugeDial
            value={value}
            width={width}
            height={height}
            named={count > 1}
            markers={options['showThresholdMarkers'] === true}
          />
        );
      }
      if (panel.type === 'bargauge') {
        return (
          <BarGauge
            theme={theme}
            width={width}
            height={height}
            orientation={orientation}
            field={value.field}
            value={value.display}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0) as never}
            displayMode={(options['displayMode'] ?? 'basic') as BarGaugeDisplayMode}
            alignmentFactors={alignmentFactors}
            itemSpacing={8}
          />
        );
      }
      return (
        <BigValue
          theme={theme}
          width={width}
          height={height}
          value={value.display}
          count={count}
          {...(value.sparkline ? { sparkline: value.sparkline } : {})}
          colorMode={(options['colorMode'] ?? 'value') as BigValueColorMode}
          graphMode={graph ? BigValueGraphMode.Area : BigValueGraphMode.None}
          textMode={(options['textMode'] ?? 'auto') as BigValueTextMode}
          alignmentFactors={alignmentFactors}
        />
      );
    }
  };

  return (
    <VizRepeater
      source={data}
      renderCounter={data.structure}
      getValues={() => values}
      getAlignmentFactors={(all) => getDisplayValueAlignmentFactors(all)}
      renderValue={render}
      width={width}
      height={height}
      autoGrid
      itemSpacing={panel.type === 'bargauge' ? 10 : 3}
      {...(panel.type === 'bargauge' ? { minVizHeight: 30, maxVizHeight: 60, minVizWidth: 8 } : {})}
      orientation={
        panel.type === 'bargauge' ? ((options['orientation'] ?? 'auto') as VizOrientation) : VizOrientation.Auto
      }
    />
  );
}
