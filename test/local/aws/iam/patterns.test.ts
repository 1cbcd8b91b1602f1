import fc from 'fast-check';
import { isArnPattern, matchesArn, matchesPattern } from '../../../../local/aws/iam/patterns';

const QUEUE = 'arn:aws:sqs:ap-southeast-1:000000000000:queue.fifo';
const STREAM = 'arn:aws:logs:ap-southeast-1:000000000000:log-group:lines:log-stream:one';

/** Tries every length that `*` can stand for. */
function matchesSlowly(text: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first !== '*')
    return text.length > 0 && (first === '?' || first === text[0]) && matchesSlowly(text.slice(1), rest);
  return Array.from({ length: text.length + 1 }, (_, taken) => taken).some((taken) =>
    matchesSlowly(text.slice(taken), rest),
  );
}

it('a pattern means what trying every possibility finds', () => {
  const characters = (...all: string[]) => fc.array(fc.constantFrom(...all), { maxLength: 7 });
  fc.assert(
    fc.property(
      characters('a', 'B', '.', '\\', '(', '\n', '中', '😀'),
      characters('a', 'B', '.', '\\', '(', '\n', '中', '😀', '*', '*', '?'),
      (text, pattern) => {
        expect(matchesPattern(text.join(''), pattern.join(''))).toBe(matchesSlowly(text, pattern));
      },
    ),
    { numRuns: 2_000 },
  );
});

it.each([
  [QUEUE, '*', true],
  [QUEUE, QUEUE, true],
  [QUEUE, 'arn:aws:sqs:*:*:queue*', true],
  [QUEUE, 'arn:aws:sqs:ap-southeast-?:000000000000:queue.????', true],
  [QUEUE, 'arn:aws:sqs:ap-southeast-1:000000000000:QUEUE.fifo', false],
  [QUEUE, 'arn:aws:sqs:ap-southeast-1:000000000000:queue', false],
  ['arn:aws:sqs:r:1:a:queue.fifo', 'arn:aws:sqs:*:queue.fifo', false],
  [STREAM, 'arn:aws:logs:ap-southeast-1:000000000000:log-group:lines:*', true],
  [STREAM, 'arn:aws:logs:ap-southeast-1:000000000000:log-group:lines', false],
  ['nowhere', 'arn:aws:secretsmanager:*:*:*', false],
  ['nowhere', '*', true],
])('%s is %s: %s', (arn, pattern, expected) => {
  expect(matchesArn(arn, pattern)).toBe(expected);
});

it.each([
  ['*', true],
  ['arn:aws:sqs:*:*:*', true],
  ['arn:aws:iam::000000000000:role/x', true],
  ['arn:aws:sqs', false],
  ['queue', false],
])('%s can stand for ARNs: %s', (text, expected) => {
  expect(isArnPattern(text)).toBe(expected);
});
