import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFree, writeOut } from '../../../cli/files/out-file';
import { errorWith } from '../../support/errors';

const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-file-'));
afterAll(() => rmSync(directory, { recursive: true }));
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

it('writes what only its owner may read', () => {
  const file = join(directory, 'new.json');
  checkFree(file, false);
  writeOut(file, 'what was said', false);
  expect(readFileSync(file, 'utf8')).toBe('what was said');
  expect(modeOf(file)).toBe('600');
});

it('writes over what is there only by force, and then nobody else may read it either', () => {
  const file = join(directory, 'old.json');
  writeFileSync(file, 'something longer that was there before', { mode: 0o644 });
  const refused = errorWith({ fault: { code: 'file-exists', file } });
  expect(() => checkFree(file, false)).toThrow(refused);
  expect(() => writeOut(file, 'new', false)).toThrow(refused);
  expect(readFileSync(file, 'utf8')).toContain('before');
  checkFree(file, true);
  writeOut(file, 'new', true);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(modeOf(file)).toBe('600');
});

it('where it can’t be written, says so', () => {
  const file = join(directory, 'nowhere', 'x.json');
  expect(() => writeOut(file, '', false)).toThrow(
    errorWith({ fault: { code: 'not-written', file, reason: 'ENOENT' } }),
  );
});
