import { readableLine } from '../../local/log-line';

const AT = Date.parse('2026-11-26T10:00:00.007Z');
const shown = (line: string, id = 'WorkerFunction9BD2890F') => readableLine(id, line, AT, 'Asia/Shanghai');
const START = '2026-11-26 18:00:00.007 +08:00';

it.each([
  [
    '{"level":"info","event":"dealt with","app":"assistant","parts":2}',
    `${START}  worker    INFO   dealt with app=assistant parts=2`,
  ],
  [
    '{"level":"warn","event":"message waits","reason":"unknown-send"}',
    `${START}  worker    WARN   message waits reason=unknown-send`,
  ],
  ['Error: gone\n    at x', `${START}  worker    ERROR  Error: gone at x`],
  ['something else', `${START}  worker    INFO   something else`],
])('%s is shown as npm run logs shows it', (line, expected) => {
  expect(shown(line)).toBe(expected);
});

it('the name of the function is the short one', () => {
  expect(shown('{"event":"x"}', 'CallbackEndpointCallbackFunction520C688A')).toBe(
    `${START}  callback  INFO   x`,
  );
  expect(shown('x', 'Other')).toBe(`${START}  Other     INFO   x`);
});

it('a line of metrics alone is not shown', () => {
  expect(shown('{"_aws":{"Timestamp":1},"Answered":1}')).toBeUndefined();
});
