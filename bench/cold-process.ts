/*
 * What runs in a cold process: the handler of a bundle, once, with the event in the arguments. It is compiled on its
 * own and handed to `node` as text, so it may import nothing but types and what Node has.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ColdAnswer } from './cold-start';

type Handler = (event: unknown) => Promise<unknown>;

const { env, argv } = process;

const [file = '', name = ''] = (env['_HANDLER'] ?? '').split('.');
const path = join(env['LAMBDA_TASK_ROOT'] ?? '', file);
const handler = (createRequire(path)(path) as Record<string, Handler>)[name];
void handler?.(JSON.parse(argv[1] ?? '')).then((result) => {
  process.send?.({ result, cpu: process.cpuUsage() } satisfies ColdAnswer);
});
