import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isRunning } from '../cli/stack/is-running';

/** What a stack that runs has written there would be lost, and no command would find that stack. */
export class AlreadyRunningError extends Error {
  readonly code = 'ALREADY_RUNNING';
  /** @param pid the process that wrote it */
  constructor(file: string, pid: number) {
    const another = `WECOM_GPT_ENDPOINTS=${join(dirname(file), 'second', 'endpoints.json')} npm start -- --port 8180`;
    super(
      `npm start runs in this folder (process ${pid}, by ${file}). End that one; if it is none, delete the file. ` +
        `A second one beside it: ${another}\n` +
        `npm start 已经在这个目录里运行（进程 ${pid}，见 ${file}）。请先结束它；如果不是它，就删掉这个文件。` +
        `要同时运行第二个：${another}`,
    );
  }
}

/** The file in which a running stack says where everything listens: the commands find it there. */
export class EndpointsFile {
  /** Absolute. */
  readonly path: string;
  private written: string | undefined;

  /** @param root of the project @param named another file, from there; empty: none */
  constructor(
    private readonly root: string,
    named: string,
  ) {
    this.path = resolve(root, named === '' ? '.local/endpoints.json' : named);
  }

  /** The folder for what else belongs to the stack. */
  get directory(): string {
    return dirname(this.path);
  }

  /** @throws AlreadyRunningError */
  assertFree(): void {
    const pid = pidIn(this.text ?? '');
    if (pid !== undefined && isRunning(pid))
      throw new AlreadyRunningError(relative(this.root, this.path), pid);
  }

  write(endpoints: object): void {
    this.written = `${JSON.stringify(endpoints, null, 2)}\n`;
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(this.path, this.written);
  }

  /** What another stack has written since stays. */
  remove(): void {
    if (this.text === this.written) rmSync(this.path, { force: true });
  }

  private get text(): string | undefined {
    return existsSync(this.path) ? readFileSync(this.path, 'utf8') : undefined;
  }
}

/** @returns undefined where there is none: the file may be of a machine that failed while it was written */
function pidIn(text: string): number | undefined {
  const [, pid] = /"pid": (\d+)/.exec(text) ?? [];
  return pid === undefined ? undefined : Number(pid);
}
