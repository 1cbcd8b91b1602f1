import { parseArgs } from 'node:util';
import { reasonOf } from '../cli/arguments';
import { swallowedByNpm } from '../cli/npm/swallowed';
import { argumentsEn } from '../cli/texts/arguments-en';
import { argumentsZhCn } from '../cli/texts/arguments-zh-cn';

const DEFAULT_PORT = 8080;

/** What `npm start -- --help` says. */
export const USAGE = `npm start -- [options]
  --port N      the page's port; the callback endpoint gets the next one (${DEFAULT_PORT}; 0: any)
  --no-page     without the page
  --quiet       without the functions' log lines
  --json        the functions' log lines as they write them
  --stage NAME  synthesise this stage
  --fresh       as after a deployment: the secrets are empty, WeCom knows no callback URL and no address
  --help        this

npm start -- [选项]
  --port N      页面的端口，回调地址用下一个端口（${DEFAULT_PORT}；0 为任意空闲端口）
  --no-page     不开页面
  --quiet       不显示函数的日志
  --json        函数的日志按原样显示
  --stage NAME  合成这个 stage
  --fresh       和刚部署完一样：密钥为空，企业微信里没有回调 URL，也没有可信 IP
  --help        本说明`;

/** An option that npm start does not have, or a value that it can't take. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

/** What is asked of `npm start`. */
export interface Options {
  /** Of the page; the callback endpoint has the next one. 0: any that are free. */
  readonly port: number;
  readonly page: boolean;
  readonly quiet: boolean;
  /** Log lines as they were written. */
  readonly json: boolean;
  readonly stage: string | undefined;
  readonly fresh: boolean;
}

const OPTIONS = {
  port: { type: 'string', default: String(DEFAULT_PORT) },
  page: { type: 'boolean', default: true },
  quiet: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  stage: { type: 'string' },
  fresh: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function readOptions(args: string[], environment = process.env): Options | 'help' {
  const swallowed = swallowedByNpm('start', args, OPTIONS, environment);
  if (swallowed !== undefined) throw new UsageError(swallowed);
  let values;
  try {
    ({ values } = parseArgs({ args, options: OPTIONS, allowNegative: true }));
  } catch (error) {
    const reasons = [argumentsEn, argumentsZhCn].map((texts) => reasonOf(error, OPTIONS, texts));
    throw new UsageError(`${reasons.join('\n')}\n\n${USAGE}`);
  }
  const { help, port: written, page, quiet, json, stage, fresh } = values;
  if (help) return 'help';
  const port = Number(written);
  if (!/^\d+$/.test(written) || port > 65_534) {
    throw new UsageError(
      `--port takes a number from 0 to 65534.\n--port 是 0 到 65534 之间的数字。\n\n${USAGE}`,
    );
  }
  return { port, page, quiet, json, stage, fresh };
}

/** The ports that it needs, so that it can be told before all else that one is in use. */
export function portsOf({ port, page }: Pick<Options, 'port' | 'page'>): number[] {
  if (port === 0) return [];
  return page ? [port, port + 1] : [port + 1];
}
