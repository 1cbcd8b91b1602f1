import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock';
import type { LambdaFunction, Result } from './lambda-function';
import { receiveWhenThere } from './polling';
import type { PollingPermissions } from './polling-permissions';
import type { FifoQueue, ReceivedMessage } from './queue';
import { AwsError, isRecord } from './service';
import { md5, systemAttributes } from './sqs';

/** What the template says of an event source mapping. */
export interface MappingSettings {
  readonly region: string;
  readonly maximumConcurrency: number;
  /** Whether what the function returns says which messages failed. */
  readonly reportsBatchItemFailures: boolean;
}

const LONG_POLL_MS = 20_000;
const PAUSE_AFTER_DENIAL_MS = 500;

/**
 * Gives the queue's messages to the function, one by one, several groups at a time. What succeeded is
 * deleted; what failed stays invisible until its visibility timeout ends, as Lambda leaves it.
 * What may not be received stays in the queue, what may not be deleted comes again.
 */
export class EventSourceMapping {
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private polling: Promise<void> | undefined;

  constructor(
    readonly queue: FifoQueue,
    private readonly lambda: LambdaFunction,
    private readonly settings: MappingSettings,
    private readonly permissions: PollingPermissions,
    private readonly clock: Clock,
  ) {}

  /** @throws AssemblyError where Lambda would not make the mapping */
  start(): void {
    this.permissions.demandAll();
    this.polling = this.poll();
  }

  /** Takes no more messages; resolves when the invocations that are going on are over. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.polling;
    await Promise.all(this.running);
  }

  private async poll(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      if (this.running.size >= this.settings.maximumConcurrency) {
        await Promise.race(this.running);
        continue;
      }
      for (const message of await this.receive(signal)) {
        const work = this.process(message).finally(() => this.running.delete(work));
        this.running.add(work);
      }
    }
  }

  /** Empty where nothing came for long, or nothing may be received. */
  private async receive(signal: AbortSignal): Promise<ReceivedMessage[]> {
    try {
      return await receiveWhenThere(this.queue, {
        max: 1,
        waitMs: LONG_POLL_MS,
        permit: () => this.permissions.demandReceive(),
        clock: this.clock,
        signal,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await pause(PAUSE_AFTER_DENIAL_MS, undefined, { signal }).catch(() => undefined);
      return [];
    }
  }

  private async process(message: ReceivedMessage): Promise<void> {
    const event = { Records: [this.recordOf(message)] };
    const result = await this.lambda.invoke(event);
    if (!this.succeeded(result)) return;
    try {
      this.permissions.demandDelete(event);
      this.queue.delete(message.receiptHandle);
    } catch (error) {
      // It became visible meanwhile, or may not be deleted: it comes again, as it would on AWS.
      if (!(error instanceof AwsError)) throw error;
    }
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
  private succeeded(result: Result): boolean {
    if (!result.ok || !this.settings.reportsBatchItemFailures) return result.ok;
    if (result.value === null) return true;
    if (!isRecord(result.value)) return false;
    const failures = result.value['batchItemFailures'] ?? [];
    return Array.isArray(failures) && failures.length === 0;
  }

  private recordOf(message: ReceivedMessage): object {
    return {
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributes(message),
      messageAttributes: {},
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: this.queue.settings.arn,
      awsRegion: this.settings.region,
    };
  }
}
