import { availableParallelism, loadavg } from 'node:os';

/** One line of a report. */
export interface Row {
  readonly what: string;
  /** By name and unit, e.g. `p50 ms`. */
  readonly figures: Readonly<Record<string, number>>;
}

/** What a measurement found. */
export interface Report {
  readonly title: string;
  /** From where to where is counted, and under which conditions; a line each. */
  readonly counted: readonly string[];
  readonly rows: readonly Row[];
}

/** Measures one thing; throws rather than give a figure that is none. */
export type Measurement = () => Promise<Report>;

/** What ran did not do what was to be measured. */
export class MeasurementError extends Error {
  readonly code = 'MEASUREMENT';
}

/** The machine, and how busy others keep it: figures of a busy one say little. */
export function machine(): string {
  const load = loadavg()[0] ?? 0;
  return (
    `${availableParallelism()} cores, Node ${process.version}, ${process.platform} ${process.arch}, ` +
    `load of the last minute ${load.toFixed(2)}`
  );
}

/** A table for a person; figures that a row does not have stay empty. */
export function formatReport({ title, counted, rows }: Report, where: string): string {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const table = [
    ['', ...columns],
    ...rows.map(({ what, figures }) => [what, ...columns.map((column) => formatFigure(figures[column]))]),
  ];
  const widths = ['', ...columns].map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  return [title, ...[...counted, where, '', ...lines].map((line) => `  ${line}`.trimEnd()), ''].join('\n');
}

function formatFigure(figure: number | undefined): string {
  if (figure === undefined) return '';
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(1);
}
