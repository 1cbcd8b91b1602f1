import { entryOf } from '../../../cli/logs/entry';
import { jsonOf, lineOf } from '../../../cli/logs/report';

const WIDTH = 'callback'.length;
const AT = Date.parse('2026-11-26T10:00:00.007Z');
const entry = (message: string) => entryOf({ eventId: '1', timestamp: AT, message }, 'worker');
const line = (message: string) => lineOf(entry(message), WIDTH, 'Asia/Shanghai');

it('a line has time, function, level, event and fields', () => {
  expect(line('{"level":"info","event":"dealt with","app":"assistant","parts":2,"failure":""}')).toBe(
    '2026-11-26 18:00:00.007 +08:00  worker    INFO   dealt with app=assistant parts=2 failure=""',
  );
  expect(line('{"level":"error","event":"model failed","message":"say \\"no\\" = 1"}')).toContain(
    String.raw`ERROR  model failed message="say \"no\" = 1"`,
  );
});

it('nothing steers a terminal, as text or as JSON, which means the same', () => {
  const hostile = { event: '\x1b[2Jgone\u009b31m', '\x1b]0;key': 'a\nb\u202ec', list: ['\u009b'] };
  const found = entry(JSON.stringify(hostile));
  expect(lineOf(found, WIDTH)).not.toMatch(/\p{C}/u);
  expect(jsonOf(found)).not.toMatch(/\p{C}/u);
  expect(JSON.parse(jsonOf(found))).toEqual({
    time: '2026-11-26T10:00:00.007Z',
    function: 'worker',
    level: 'info',
    ...hostile,
  });
  expect(line('a crash\n    at x')).toMatch(/INFO {3}a crash at x$/);
});
