import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regionOfConfig } from '../../../cli/stack/region';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(config?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'region-'));
  folders.push(folder);
  if (config !== undefined) writeFileSync(join(folder, 'config.ts'), config);
  return folder;
}

const CONFIG =
  "export default { region: 'ap-northeast-1', apps: { a: { model: 'gpt-5.4-mini', persona: '-' } }," +
  " stages: { prod: { region: 'ap-southeast-1' } } };";
const inAws = (stack: string) => ({ from: { stack } });

it('is that of the configuration, also of a stage', () => {
  const folder = folderWith(CONFIG);
  expect(regionOfConfig(folder, inAws('WecomGpt'), { AWS_REGION: '' })).toBe('ap-northeast-1');
  expect(regionOfConfig(folder, inAws('WecomGpt-prod'), {})).toBe('ap-southeast-1');
  expect(regionOfConfig(folder, inAws('Renamed'), {})).toBe('ap-northeast-1');
});

it.each([
  ['another is named', CONFIG, inAws('WecomGpt'), { AWS_REGION: 'us-east-1' }],
  ['another is named in the older way', CONFIG, inAws('WecomGpt'), { AWS_DEFAULT_REGION: 'us-east-1' }],
  ['the stack is on this machine', CONFIG, { from: 'local' } as const, {}],
  ['there is no config.ts', undefined, inAws('WecomGpt'), {}],
  ['config.ts has faults', 'export default { apps: 1 };', inAws('WecomGpt'), {}],
  ['config.ts is no program', 'export default {', inAws('WecomGpt'), {}],
])('is left to AWS’s clients where %s', (_, config, options, environment) => {
  expect(regionOfConfig(folderWith(config), options, environment)).toBeUndefined();
});
