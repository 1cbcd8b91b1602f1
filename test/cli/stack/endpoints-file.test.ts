import { join } from 'node:path';
import { endpointsFile } from '../../../cli/stack/command';

const ROOT = join(__dirname, '..', '..', '..');

afterEach(() => {
  delete process.env['WECOM_GPT_ENDPOINTS'];
});

it.each([
  ['that of this folder', undefined, join(ROOT, '.local', 'endpoints.json')],
  ['that of this folder where the variable is empty', '', join(ROOT, '.local', 'endpoints.json')],
  ['that which is named', '/second/endpoints.json', '/second/endpoints.json'],
  ['that which is named from this folder', 'second/endpoints.json', join(ROOT, 'second', 'endpoints.json')],
])('a local stack is found by the file of npm start: %s', (_, value, path) => {
  if (value !== undefined) process.env['WECOM_GPT_ENDPOINTS'] = value;
  expect(endpointsFile()).toBe(path);
});
