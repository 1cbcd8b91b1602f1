import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Lints samples as if they stood in files of ours; apart from Jest, whose modules can't load an ESLint configuration; without types, which take long. */
const LINTER = `
  const { ESLint } = require('eslint');
  const { configs } = require('typescript-eslint');
  const samples = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  (async () => {
    const eslint = new ESLint({ overrideConfig: configs.disableTypeChecked });
    const rules = [];
    for (const [filePath, code] of samples) {
      const [{ messages }] = await eslint.lintText(code, { filePath });
      rules.push(messages.map(({ ruleId }) => ruleId).filter((id) => id?.includes('restricted')));
    }
    console.log(JSON.stringify(rules));
  })();
`;

const from = (module: string): string => `export * from '${module}';\n`;
const IMPORTS = '@typescript-eslint/no-restricted-imports';

const samples: [file: string, code: string, fault?: string][] = [
  ['lambda/chat/turn.ts', from('@aws-sdk/client-sqs'), IMPORTS],
  ['lambda/chat/turn.ts', from('openai'), IMPORTS],
  ['lambda/chat/turn.ts', from('node:http'), IMPORTS],
  ['lambda/chat/turn.ts', from('../wecom/api'), IMPORTS],
  ['lambda/chat/turn.ts', "export const client = await import('openai');\n", 'no-restricted-syntax'],
  ['lambda/chat/texts/en.ts', from('../../aws/bot-table'), IMPORTS],
  ['lambda/chat/texts/en.ts', from('openai'), IMPORTS],
  ['lambda/chat/turn.ts', from('./../wecom/api'), IMPORTS],
  ['lambda/chat/turn.ts', from('../shared/../wecom/api'), IMPORTS],
  ['lambda/chat/texts/deeper/new.ts', from('../../../wecom/api'), IMPORTS],
  ['local/main.ts', "export const log = await import('../lambda/shared/log');\n", 'no-restricted-syntax'],
  ['lambda/worker/index.ts', from('../../lib/config'), IMPORTS],
  ['lambda/worker/index.ts', from('../../local/http'), IMPORTS],
  ['local/main.ts', from('../lambda/shared/log'), IMPORTS],
  ['local/aws/queue.ts', from('../../lambda/shared/log'), IMPORTS],
  ['local/aws/queue.ts', from('../../lib/config'), IMPORTS],
  ['lambda/chat/turn.ts', from('./ports')],
  ['lambda/chat/turn.ts', from('../shared/log')],
  ['lambda/chat/texts/en.ts', from('../ports')],
  ['lambda/chat/texts/index.ts', from('../../shared/bot-config')],
  ['lambda/worker/index.ts', from('../aws/bot-table')],
  ['local/aws/queue.ts', from('../http')],
];

it('the lint rules hold the layout: who may import what', () => {
  const { stdout } = spawnSync(process.execPath, ['-e', LINTER], {
    cwd: join(__dirname, '..'),
    input: JSON.stringify(samples),
    encoding: 'utf8',
  });
  const found = JSON.parse(stdout) as string[][];
  expect(samples.map(([file, code], index) => [file, code, found[index]])).toEqual(
    samples.map(([file, code, fault]) => [file, code, fault ? [fault] : []]),
  );
});
