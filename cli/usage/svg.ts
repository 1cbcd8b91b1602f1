import type { Plot } from './plot';

/** What stands on the plot besides numbers and names. */
export interface PlotWords {
  readonly title: string;
  readonly subtitle: string;
}

const WIDTH = 960;
const HEIGHT = 440;
const LEFT = 72;
const RIGHT = 220;
const TOP = 72;
const BOTTOM = 48;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
/** Told apart by people who see colours differently, too (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#999999'];
const LONGEST_NAME = 24;
/** Of the date below each bar. */
const LABEL_WIDTH = 44;

/** The plot as an SVG image that needs nothing else: no font, no style sheet, no script. */
export function svgOf(plot: Plot, { title, subtitle }: PlotWords): string {
  const top = niceTop(Math.max(...plot.days.map((_, day) => heightOf(plot, day))));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="#333333">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    textAt(LEFT, 30, title, 'font-size="18"'),
    textAt(LEFT, 50, subtitle, 'fill="#666666"'),
    ...gridOf(plot, top),
    ...plot.days.flatMap((_, day) => barOf(plot, day, top)),
    ...datesOf(plot),
    ...legendOf(plot),
    '</svg>',
    '',
  ].join('\n');
}

function gridOf({ unit }: Plot, top: number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((part) => {
    const y = rounded(TOP + PLOT_HEIGHT * (1 - part));
    return [
      `<line x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y}" y2="${y}" stroke="${part === 0 ? '#333333' : '#dddddd'}"/>`,
      textAt(LEFT - 8, y + 4, valueIn(unit, top * part), 'text-anchor="end"'),
    ];
  });
}

/** From the bottom up; whoever points at a piece is told what it is. */
function barOf({ days, series, unit }: Plot, day: number, top: number): string[] {
  const slot = PLOT_WIDTH / days.length;
  const width = rounded(Math.min(slot * 0.8, 48));
  const x = rounded(LEFT + slot * (day + 0.5) - width / 2);
  let y = TOP + PLOT_HEIGHT;
  return series.flatMap(({ name, values }, index) => {
    const value = values[day] ?? 0;
    if (value <= 0) return [];
    const height = (value / top) * PLOT_HEIGHT;
    y -= height;
    const words = `${days[day] ?? ''} · ${name}: ${valueIn(unit, value)}`;
    return [
      `<rect x="${x}" y="${rounded(y)}" width="${width}" height="${rounded(height)}" fill="${colourOf(index)}"><title>${escaped(words)}</title></rect>`,
    ];
  });
}

/** As many dates as there is room for, without the year. */
function datesOf({ days }: Plot): string[] {
  const slot = PLOT_WIDTH / days.length;
  const every = Math.ceil(LABEL_WIDTH / slot);
  return days.flatMap((day, index) =>
    index % every === 0
      ? [
          textAt(
            rounded(LEFT + slot * (index + 0.5)),
            TOP + PLOT_HEIGHT + 20,
            day.slice('YYYY-'.length),
            'text-anchor="middle"',
          ),
        ]
      : [],
  );
}

function legendOf({ series }: Plot): string[] {
  const x = LEFT + PLOT_WIDTH + 24;
  return series.flatMap(({ name }, index) => {
    const y = TOP + index * 22;
    return [
      `<rect x="${x}" y="${y}" width="12" height="12" fill="${colourOf(index)}"/>`,
      textAt(x + 20, y + 11, shortened(name)),
    ];
  });
}

function heightOf({ series }: Plot, day: number): number {
  return series.reduce((sum, { values }) => sum + (values[day] ?? 0), 0);
}

/** At least the value, and with quarters that are easily read. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8].find((step) => step * power >= value) ?? 10) * power;
}

function valueIn(unit: Plot['unit'], value: number): string {
  if (unit === 'messages') return String(Number(value.toFixed(2)));
  return `$${value.toFixed(value === 0 || value >= 1 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(value))))}`;
}

function textAt(x: number, y: number, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escaped(text)}</text>`;
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? '';
}

function rounded(pixels: number): number {
  return Number(pixels.toFixed(2));
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** XML knows no control characters, not even escaped, and no half of a pair. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
