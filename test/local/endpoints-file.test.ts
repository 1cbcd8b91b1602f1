import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EndpointsFile } from '../../local/endpoints-file';
import { errorWith } from '../support/errors';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'endpoints-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('is written for the commands, and taken away at the end', () => {
  const file = new EndpointsFile(root, '');
  file.assertFree();
  file.write({ pid: process.pid });
  expect(readFileSync(join(root, '.local', 'endpoints.json'), 'utf8')).toContain(String(process.pid));
  file.remove();
  expect(existsSync(file.path)).toBe(false);
});

it('is not taken from a stack that runs: a second one has another file', () => {
  new EndpointsFile(root, '').write({ pid: process.pid });
  const second = new EndpointsFile(root, '');
  expect(() => second.assertFree()).toThrow(errorWith({ code: 'ALREADY_RUNNING' }));
  expect(() => second.assertFree()).toThrow('WECOM_GPT_ENDPOINTS=.local/second/endpoints.json npm start -- ');
  new EndpointsFile(root, '.local/second/endpoints.json').assertFree();
});

it('of a stack that was killed is in nobody’s way, and who takes it has it', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const killed = new EndpointsFile(root, '');
  killed.write({ pid });
  const next = new EndpointsFile(root, '');
  next.assertFree();
  next.write({ pid: process.pid });
  killed.remove();
  expect(existsSync(next.path)).toBe(true);
});

it('that was half written is in nobody’s way', () => {
  const file = new EndpointsFile(root, '');
  file.write({ sqsUrl: 'x' });
  writeFileSync(file.path, '{ "sqsUrl": "http');
  expect(() => new EndpointsFile(root, '').assertFree()).not.toThrow();
});
