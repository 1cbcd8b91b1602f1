import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type { ConfigInput } from '../../lib/config';
import { errorWith } from '../support/errors';
import { stackOf } from '../support/synthesised';

// A shell, a template literal or a careless replacement would change each of these.
const PERSONA = '“引号” "double" \'single\' `back` $HOME $(id) %PATH% \\n ${x} </script> \u2028 👋';
const input: ConfigInput = {
  region: 'ap-northeast-1',
  apps: {
    assistant: {
      model: 'gpt-5.4-mini',
      persona: PERSONA,
      audience: { members: ['somebody-allowed'], deny: ['somebody-denied'] },
      limits: { heavy: { messages: 9, members: ['somebody-heavy'] } },
      moderation: { words: { secret: { words: ['绝密项目'] } } },
    },
  },
};

const { app } = stackOf(input, { bundling: true });
const assembly = app.synth();
const bundles = Object.fromEntries(
  Object.values(
    (
      JSON.parse(readFileSync(join(assembly.directory, 'WecomGpt.assets.json'), 'utf8')) as {
        files: Record<string, { displayName: string; source: { path: string; packaging: string } }>;
      }
    ).files,
  )
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ displayName, source }) => [
      displayName.split('/')[0] ?? '',
      join(assembly.directory, source.path, 'index.js'),
    ]),
);
const callback = bundles['CallbackEndpoint'] ?? '';
const worker = bundles['Worker'] ?? '';
const recovery = bundles['Recovery'] ?? '';

it.each([
  // Of it, 48 KB are the client of the table: what it can say while the app is blocked has to be read there.
  ['callback', callback, 440_000],
  // Of it, 48 KB are pictures, sounds and files, markdown made readable, and a second API of the model, and 45 KB who may
  // use it, how much, and what may not be said; the libraries for voice are beside it.
  ['worker', worker, 1_020_000],
  ['recovery', recovery, 440_000],
])('the bundle of the %s stays within its budget', (_, file, budget) => {
  expect(statSync(file).size).toBeLessThanOrEqual(budget);
});

it('who may, how much and what may not be said is in the code that decides it, and in no other that members reach', () => {
  const rules = ['“引号”', 'somebody-allowed', 'somebody-denied', 'somebody-heavy', '绝密项目'];
  const heldBy = (file: string): string[] => {
    const code = readFileSync(file, 'utf8');
    return rules.filter((rule) => code.includes(rule));
  };
  expect(heldBy(worker)).toEqual(rules);
  for (const part of ['CallbackEndpoint', 'Doctor', 'Notifier'])
    expect(heldBy(bundles[part] ?? '')).toEqual([]);
});

it.each([
  ['callback', callback],
  ['worker', worker],
  ['recovery', recovery],
])(
  'the %s has a handler of at most two parameters, since Node.js 24 refuses more, and does nothing when loaded',
  (_, file) => {
    // Without any of the environment that it needs when it is called.
    const { handler } = createRequire(file)(file) as { handler: unknown };
    expect(handler).toHaveProperty('length', expect.any(Number));
    expect((handler as { length: number }).length).toBeLessThanOrEqual(2);
  },
);

it('the configuration is inside as it was written', () => {
  const literal = /persona:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/s.exec(
    readFileSync(worker, 'utf8'),
  );
  expect(runInNewContext(literal?.[1] ?? '')).toBe(PERSONA);
});

it.each([
  ['callback', callback],
  ['recovery', recovery],
])("the %s does not carry the model's client", (_, file) => {
  expect(readFileSync(file, 'utf8').includes('X-Stainless-Lang')).toBe(false);
  expect(readFileSync(worker, 'utf8').includes('X-Stainless-Lang')).toBe(true);
});

it("the callback does not carry what calls WeCom's API", () => {
  expect(readFileSync(callback, 'utf8')).not.toMatch(/qyapi|gettoken/);
});

it('a configuration that is too large for the functions is refused', () => {
  const persona = '长'.repeat(16_000);
  const apps = Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [name, { model: 'm', persona, default: name === 'a' }]),
  );
  expect(() => stackOf({ region: 'eu-west-1', apps })).toThrow(errorWith({ code: 'CONFIG_TOO_LARGE' }));
});
