import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { swallowedByNpm } from '../../../cli/npm/swallowed';
import { STACK_OPTIONS } from '../../../cli/stack/options';

const ROOT = join(__dirname, '..', '..', '..');
const OPTIONS = {
  ...STACK_OPTIONS,
  by: { type: 'string' },
  end: { type: 'boolean' },
  page: { type: 'boolean' },
  'no-drift': { type: 'boolean' },
  'keep-file': { type: 'string' },
  yes: { type: 'boolean' },
  app: { type: 'string' },
} as const;
const STARTED = Date.parse('2026-11-26T10:05:01.000Z');

let cache: string;
beforeEach(() => (cache = mkdtempSync(join(tmpdir(), 'npm-'))));
afterEach(() => rmSync(cache, { recursive: true }));

const swallowed = (args: string[], variables: Record<string, string>, command = 'pause') =>
  swallowedByNpm(
    command,
    args,
    OPTIONS,
    { npm_lifecycle_event: command, npm_config_cache: cache, ...variables },
    STARTED,
  );

/** Of a run of npm that has called this process, or another one. */
function npmLogs(calledWith: string, at = '2026-11-26T10_05_00_700Z'): void {
  mkdirSync(join(cache, '_logs'), { recursive: true });
  const lines = `7 verbose title npm run\n8 verbose argv ${calledWith}\n9 verbose cwd /\n`;
  writeFileSync(join(cache, '_logs', `${at}-debug-0.log`), lines);
}

it.each<[Record<string, string>, string[], string]>([
  [{ npm_config_stage: 'prod' }, ['assistant'], '--stage=prod assistant'],
  [{ npm_config_stage: 'true' }, ['prod'], '--stage prod'],
  [{ npm_config_stage: 'true' }, ['assistant', 'prod'], '--stage=… …'],
  [{ npm_config_stage: 'true' }, [], '--stage=… …'],
  [{ npm_config_stack: '' }, [], "--stack=''"],
  [{ npm_config_end: 'true' }, ['--stage', 'prod'], '--end --stage prod'],
  [{ npm_config_drift: '', npm_config_page: '' }, [], '--no-page --no-drift'],
  [{ npm_config_keep_file: 'a file' }, [], "--keep-file='a file'"],
  [{ npm_config_by: "it's me" }, [], String.raw`--by='it'\''s me'`],
])('with %j and %j left, the command to type has %s', (variables, args, meant) => {
  const said = swallowed(args, variables);
  expect(said).toMatch(/^什么也没有做.*\n请改为输入：(.*)\nNothing was done.*\nType instead: \1$/);
  expect(said?.split('Type instead: ')[1]).toBe(`npm run pause -- ${meant}`);
});

it('npm start is called without “run”', () => {
  expect(swallowed([], { npm_config_page: '' }, 'start')).toContain('Type instead: npm start -- --no-page');
});

it.each<[string, string, string[], string]>([
  ['--local', '"run" "pause" "--no-global"', [], '--local'],
  ['--local', '"--no-global" "run" "pause" "--" "--end"', ['--end'], '--local --end'],
  ['--lang', '"run" "pause" "--long" "--all" "--no-yes" "--global" "en"', ['en'], '--lang en'],
  ['--yes', '"run" "pause" "--stage" "prod" "--yes"', [], '--stage prod --yes'],
  ['--by', '"run" "--loglevel" "silent" "pause" "x" "--by" "Zhang"', ['x', 'Zhang'], 'x --by Zhang'],
  [
    '--app and --by',
    '"run" "pause" "--all" "--parseable" "--parseable" "--by" "x y"',
    [],
    "--app --by 'x y'",
  ],
  ['--no-page', '"run" "pause" "--no-page"', [], '--no-page'],
])('%s, of which npm’s variables do not tell (%s), is found in its log', (_, log, args, meant) => {
  npmLogs(log);
  expect(swallowed(args, {})).toContain(`Type instead: npm run pause -- ${meant}`);
});

it.each<[string, Record<string, string>, string[]]>([
  ['npm does not run it', { npm_lifecycle_event: '', npm_config_stage: 'prod' }, []],
  ['npm runs another command, e.g. the tests', { npm_lifecycle_event: 'test', npm_config_stage: 'prod' }, []],
  ['an .npmrc has it', { npm_config_yes: 'true', npm_config_json: 'true' }, []],
  ['it came through as well', { npm_config_stage: 'test', npm_config_end: '' }, ['--stage=prod', '--end']],
  ['the option is npm’s alone', { npm_config_registry: 'x', npm_config_local_prefix: '/' }, []],
  ['it is the contrary of one of ours', { npm_config_drift: 'true' }, []],
])('nothing is missing where %s', (_, variables, args) => {
  expect(swallowed(args, variables)).toBeUndefined();
});

it('of what npm’s log does not hold, a variable says nothing: somebody else set it', () => {
  npmLogs('"run" "pause" "assistant"');
  expect(swallowed(['assistant'], { npm_config_stage: 'prod' })).toBeUndefined();
});

it.each([
  ['typed behind the --', '"run" "pause" "--" "--no-global"', '2026-11-26T10_05_00_700Z'],
  ['of another command', '"run" "doctor" "--no-global"', '2026-11-26T10_05_00_700Z'],
  ['of an earlier run', '"run" "pause" "--no-global"', '2026-11-26T10_04_50_999Z'],
  ['of a later run', '"run" "pause" "--no-global"', '2026-11-26T10_05_01_001Z'],
])('what npm’s log tells is left alone: %s', (_, log, at) => {
  npmLogs(log, at);
  expect(swallowed([], {})).toBeUndefined();
});

it('npm itself, called so, does nothing in AWS', () => {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['run', '--silent', 'pause', '--local', '--stage=prod', '--all', 'eins', '--', '--lang', 'en'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: cache,
        npm_config_cache: cache,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    },
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Type instead: npm run pause -- --local --stage prod --all eins --lang en\n');
});
