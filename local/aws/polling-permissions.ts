import { invocationOf } from '../function-call';
import type { ExecutionRole } from './iam/execution-role';
import { CALLS_OF_LAMBDA, type AuthorizedCall } from './operations';
import type { AwsError, Input } from './service';
import { AssemblyError } from './template';

const { getQueueAttributes, receiveMessage, deleteMessage } = CALLS_OF_LAMBDA;

/** What Lambda may do with a queue for an event source mapping: it has the role of the function. */
export class PollingPermissions {
  private readonly queue: Input;
  private isReceiveDenied = false;

  /** @param onDenied hears why something is denied; of receiving, once until it is allowed again */
  constructor(
    private readonly role: ExecutionRole,
    queueUrl: string,
    private readonly onDenied: (reason: string) => void,
  ) {
    this.queue = { QueueUrl: queueUrl };
  }

  /** @throws AssemblyError where Lambda would not make the mapping, in its words */
  demandAll(): void {
    for (const call of [getQueueAttributes, receiveMessage, deleteMessage]) {
      const denial = this.role.denialOf(call, this.queue);
      if (denial === undefined) continue;
      const action = call.action.replace('sqs:', '');
      throw new AssemblyError(
        `The provided execution role does not have permissions to call ${action} on SQS. ${denial.message}`,
      );
    }
  }

  /** @throws AwsError */
  demandReceive(): void {
    const denial = this.denialOf(getQueueAttributes) ?? this.denialOf(receiveMessage);
    if (denial !== undefined && !this.isReceiveDenied) this.onDenied(denial.message);
    this.isReceiveDenied = denial !== undefined;
    if (denial !== undefined) throw denial;
  }

  /** @param event what the function was given @throws AwsError */
  demandDelete(event: unknown): void {
    const denial = this.denialOf(deleteMessage, event);
    if (denial === undefined) return;
    this.onDenied(denial.message);
    throw denial;
  }

  private denialOf(call: AuthorizedCall, event?: unknown): AwsError | undefined {
    const invocation = event === undefined ? undefined : invocationOf(this.role.functionName, event);
    return this.role.denialOf(call, this.queue, invocation);
  }
}
