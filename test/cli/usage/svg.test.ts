import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { plotOf } from '../../../cli/usage/plot';
import { svgOf } from '../../../cli/usage/svg';
import { message } from './message';

const NAMES = { all: 'all', others: 'others' };
const PERIOD = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-11-04T00:00:00Z') };
const on = (day: number, given: object) => message({ at: Date.UTC(2026, 10, day, 12), ...given });

/** All elements of a name, wherever they are. */
function elements(parent: XmlElement, name: string): XmlElement[] {
  const children = parent.children.filter((child) => child instanceof XmlElement);
  return children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);
}

function drawn(plot: ReturnType<typeof plotOf>, title = 'A title') {
  const { root } = parseXml(svgOf(plot, { title, subtitle: 'below' }));
  if (!root) throw new Error('no element');
  // A bar's piece says what it is.
  const pieces = elements(root, 'rect').filter((rect) => rect.text !== '');
  return { root, pieces, texts: elements(root, 'text').map(({ text }) => text) };
}

it('has a bar for each day, also where nothing was used, and a colour for each app', () => {
  const messages = [
    on(1, { app: 'a', usd: 1 }),
    on(1, { app: 'b', usd: 3 }),
    on(3, { app: 'a', usd: 0.25 }),
    on(3, { app: 'a', usd: 0.25 }),
  ];
  const plot = plotOf(messages, ['day', 'app'], PERIOD, 'UTC', NAMES);
  expect(plot).toEqual({
    days: ['2026-11-01', '2026-11-02', '2026-11-03'],
    unit: 'usd',
    series: [
      { name: 'b', values: [3, 0, 0] },
      { name: 'a', values: [1, 0, 0.5] },
    ],
  });
  const { pieces, texts } = drawn(plot);
  expect(pieces.map(({ text }) => text)).toEqual([
    '2026-11-01 · b: $3.00',
    '2026-11-01 · a: $1.00',
    '2026-11-03 · a: $0.500',
  ]);
  expect(texts).toEqual(
    expect.arrayContaining(['A title', 'below', '$4.00', '$0.00', '11-01', '11-03', 'a', 'b']),
  );
  const heights = pieces.map(({ attributes }) => Number(attributes['height']));
  expect(heights.map((height) => height / (heights[1] ?? 1))).toEqual([3, 1, 0.5]);
  const [bottom, top] = pieces.map(({ attributes: { y, height } }) => [Number(y), Number(height)]);
  expect((top?.[0] ?? 0) + (top?.[1] ?? 0)).toBeCloseTo(bottom?.[0] ?? 0);
  expect(new Set(pieces.map(({ attributes }) => attributes['fill'])).size).toBe(2);
});

it('what cost nothing is counted in messages, and days alone have one colour', () => {
  const plot = plotOf([on(2, { usd: 0 }), on(2, { usd: 0 })], ['day'], PERIOD, 'UTC', NAMES);
  expect(plot).toMatchObject({ unit: 'messages', series: [{ name: 'all', values: [0, 2, 0] }] });
  expect(drawn(plot).pieces.map(({ text }) => text)).toEqual(['2026-11-02 · all: 2']);
});

it('the many that cost least share a colour', () => {
  const messages = Array.from({ length: 20 }, (_, index) => on(1, { member: `m${index}`, usd: 20 - index }));
  const { series } = plotOf(messages, ['member'], PERIOD, 'UTC', NAMES);
  expect(series.map(({ name }) => name)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'others']);
  expect(series.flatMap(({ values }) => values).reduce((sum, value) => sum + value)).toBe(210);
});

it('is XML whatever is in a name, and draws nothing that is not there', () => {
  const model = `</text><script>"&' ]]> \u0000\u001b \ud83d`;
  const { root, texts } = drawn(plotOf([on(1, { model })], ['model'], PERIOD, 'UTC', NAMES), '<&>');
  expect(elements(root, 'script')).toEqual([]);
  expect(texts[0]).toBe('<&>');
  expect(drawn(plotOf([], ['app'], PERIOD, 'UTC', NAMES)).pieces).toEqual([]);
});

it('a long period has as many dates as there is room for', () => {
  const year = { from: PERIOD.from, to: Date.parse('2027-11-01T00:00:00Z') };
  const { texts } = drawn(plotOf([on(1, {})], ['app'], year, 'UTC', NAMES));
  const dates = texts.filter((text) => /^\d\d-\d\d$/.test(text));
  expect(dates.length).toBeGreaterThan(5);
  expect(dates.length).toBeLessThan(20);
});
