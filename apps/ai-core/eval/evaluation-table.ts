/** One figure that is held against a bound. */
export interface Gate {
  metric: string;
  value: number;
  /** The value must be at least, or below, this. */
  least?: number;
  below?: number;
  unit?: 'ms';
  /** What simpler methods reach, by their names. */
  baselines?: Record<string, number>;
}

/** Whether the value keeps its bound. */
export function holds({ value, least = -Infinity, below = Infinity }: Gate): boolean {
  return value >= least && value < below;
}

/** The gates as lines of text, the failed ones marked. */
export function evaluationTable(gates: readonly Gate[]): string {
  const rows = gates.map((gate) => [
    holds(gate) ? 'ok' : 'FAILED',
    gate.metric,
    shown(gate.value, gate),
    gate.least === undefined ? `< ${shown(gate.below ?? 0, gate)}` : `>= ${shown(gate.least, gate)}`,
    Object.entries(gate.baselines ?? {})
      .map(([name, value]) => `${name} ${shown(value, gate)}`)
      .join(', '),
  ]);
  const header = ['', 'metric', 'value', 'gate', 'beside it'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shown(value: number, { unit }: Gate): string {
  return unit ? `${value.toFixed(2)} ${unit}` : value.toFixed(3);
}
