import type { ExecutionRole } from './iam/execution-role';
import type { LogGroups } from './logs';
import { CALLS_OF_LAMBDA } from './operations';
import type { AwsError } from './service';

/** What stands before what the function wrote: time, request, level. */
const WRITTEN_BY_FUNCTION = /^\d{4}-\S+Z\t[^\t]+\t[A-Z]+\t/;

/** Where the lines of a sandbox go, and who hears of them. */
export interface LogDestination {
  readonly groups: LogGroups;
  readonly group: string;
  readonly stream: string;
  /** Of the function: Lambda writes with it. */
  readonly role: ExecutionRole;
  /** Hears each line that is kept, without what Lambda puts before it. */
  readonly onLine: (line: string) => void;
  /** Hears, once, why lines are lost. */
  readonly onLost: (reason: string) => void;
}

/** A sandbox's own stream in the log of its function, made with its first line. What the role may not write is lost. */
export class SandboxLog {
  private isCreated = false;
  private hasLost = false;

  constructor(private readonly destination: LogDestination) {}

  write(line: string): void {
    const { groups, group, stream, onLine, onLost } = this.destination;
    const denial = this.denial();
    if (denial === undefined) {
      groups.append(group, stream, line);
      onLine(line.replace(WRITTEN_BY_FUNCTION, '').replaceAll('\r', '\n'));
    } else if (!this.hasLost) {
      this.hasLost = true;
      onLost(denial.message);
    }
  }

  private denial(): AwsError | undefined {
    const { group, stream, role } = this.destination;
    const input = { logGroupName: group, logStreamName: stream };
    const ofStream = this.isCreated ? undefined : role.denialOf(CALLS_OF_LAMBDA.createLogStream, input);
    this.isCreated = ofStream === undefined;
    return ofStream ?? role.denialOf(CALLS_OF_LAMBDA.putLogEvents, input);
  }
}
