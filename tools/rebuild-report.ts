/** What a rebuild found and mended: lists by name, also in groups. */
export type RebuildReport = Readonly<Record<string, readonly unknown[] | object>>;

/** A line for each kept thing, and one for each difference that was mended. */
export function linesOfReport(report: RebuildReport, group = ''): string[] {
  return Object.entries(report).flatMap(([key, found]) => {
    const name = `${group}${key}`;
    if (!Array.isArray(found)) return linesOfReport(found as RebuildReport, `${name}.`);
    const differences: unknown[] = found;
    const outcome = differences.length === 0 ? 'right' : `${differences.length} mended`;
    return [`${name}: ${outcome}`, ...differences.map((difference) => `  ${JSON.stringify(difference)}`)];
  });
}
