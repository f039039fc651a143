import { type FieldDisplay, ThresholdsMode, formattedValueToString } from '@grafana/data';

import { useDashboard } from '../context';

interface Props {
  value: FieldDisplay;
  width: number;
  height: number;
  named: boolean;
  markers: boolean;
}

// The dial is open below: it goes from lower left to lower right.
const START = -210;
const SWEEP = 240;

export function GaugeDial({ value, width, height, named, markers }: Props) {
  const { theme, colors } = useDashboard();
  const { display, field } = value;
  const min = field.min ?? 0;
  const max = field.max ?? 100;
  const share = Number.isFinite(display.numeric)
    ? Math.min(1, Math.max(0, (display.numeric - min) / (max - min || 1)))
    : 0;
  const room = height - (named ? 20 : 0);
  const radius = Math.max(10, Math.min(width / 2 - 6, room / 1.55));
  const thickness = radius * 0.22;
  const x = width / 2;
  const y = radius + (room - radius * 1.5) / 2;
  const outer = radius - (markers ? 6 : 0);
  const text = formattedValueToString(display);
  const size = Math.min(radius * 0.5, (2.1 * (outer - thickness)) / Math.max(3, text.length));
  return (
    <svg width={width} height={height} role="img" aria-label={`${display.title ?? ''} ${text}`.trim()}>
      <path d={arc(x, y, outer - thickness / 2, 0, 1)} fill="none" stroke={colors.track} strokeWidth={thickness} />
      <path
        d={arc(x, y, outer - thickness / 2, 0, share)}
        fill="none"
        stroke={display.color ?? colors.text}
        strokeWidth={thickness}
      />
      {markers &&
        bands(value, min, max).map(([from, to, color]) => (
          <path
            key={from}
            d={arc(x, y, outer + 3, from, to)}
            fill="none"
            stroke={theme.visualization.getColorByName(color)}
            strokeWidth={4}
          />
        ))}
      <text
        x={x}
        y={y + size * 0.3}
        textAnchor="middle"
        fontSize={size}
        fontWeight={500}
        fill={display.color ?? colors.text}
      >
        {text}
      </text>
      {named && (
        <text x={x} y={height - 4} textAnchor="middle" fontSize={13} fill={colors.text}>
          {display.title}
        </text>
      )}
    </svg>
  );
}

function bands({ field }: FieldDisplay, min: number, max: number): [from: number, to: number, color: string][] {
  const steps = field.thresholds?.steps ?? [];
  const share = (step: number): number =>
    Math.min(
      1,
      Math.max(0, field.thresholds?.mode === ThresholdsMode.Percentage ? step / 100 : (step - min) / (max - min || 1)),
    );
  return steps
    .map(({ value, color }, index): [number, number, string] => [
      share(value ?? -Infinity),
      share(steps[index + 1]?.value ?? Infinity),
      color,
    ])
    .filter(([from, to]) => to > from);
}

function arc(x: number, y: number, radius: number, from: number, to: number): string {
  const at = (share: number): string => {
    const angle = ((START + share * SWEEP) * Math.PI) / 180;
    return `${x + radius * Math.cos(angle)} ${y + radius * Math.sin(angle)}`;
  };
  return to <= from ? '' : `M ${at(from)} A ${radius} ${radius} 0 ${(to - from) * SWEEP > 180 ? 1 : 0} 1 ${at(to)}`;
}
