import { formatReport, type Row } from '../../bench/report';

test('a table for a person: columns aligned, absent figures empty, one decimal unless whole', () => {
  const rows: Row[] = [
    { what: 'short', figures: { 'p50 ms': 7, 'p95 ms': 12.34 } },
    { what: 'rather long', figures: { 'p50 ms': 1234 } },
  ];
  expect(formatReport({ title: 'what', counted: ['from here', 'to there'], rows }, 'a machine')).toBe(
    [
      'what',
      '  from here',
      '  to there',
      '  a machine',
      '',
      '               p50 ms  p95 ms',
      '  short             7    12.3',
      '  rather long    1234',
      '',
    ].join('\n'),
  );
});
