import { setTimeout as pause } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../local/local-stack';
import { asOperator } from '../support/running-stack';
import { TOKEN_FAULTS } from './faults';
import type { Kill, Plan, PlannedMember } from './plan';
import type { PhoneText, SoakRecord } from './record';

/** Members whose callbacks are on their way at once: each of these needs a sandbox of its own, and a machine has few cores. */
const MEMBERS_AT_ONCE = 8;
const POLL_MS = 50;
/** Of SQS. */
const MOST_AT_ONCE = 10;

/** What a run is told and tells. */
export interface RunOptions {
  /** It ends after so many ms, at rest or not. */
  readonly withinMs: number;
  /** Called now and then with the part of the members that have written, and what is under way. */
  readonly onProgress?: (written: number, underWay: number) => void;
}

/** Lets everybody write, and waits until all is at rest. */
export async function runPlan(
  { endpoints, outputs }: Pick<LocalStack, 'endpoints' | 'outputs'>,
  plan: Plan,
  { withinMs, onProgress }: RunOptions,
): Promise<SoakRecord> {
  const control = controlOf(endpoints.simulatorUrl);
  const everyones = plan.faults > 0 ? TOKEN_FAULTS : [];
  await control('PUT', '/faults', [...everyones, ...plan.people.flatMap(faultsOf)]);
  await control('PUT', '/crashes', plan.deaths);

  const startedAt = performance.now();
  const isTimeLeft = (): boolean => performance.now() - startedAt < withinMs;
  const underWay = async (): Promise<string[]> => ((await control('GET', '/settled')) as Settled).busy;

  for (const [index, member] of plan.people.entries()) {
    await burst(control, member);
    for (;;) {
      const busy = await underWay();
      onProgress?.(index + 1, busy.length);
      const calling = new Set(busy.filter((what) => what.startsWith('callback ')));
      if (calling.size < MEMBERS_AT_ONCE || !isTimeLeft()) break;
      await pause(POLL_MS);
    }
  }
  let busy = await underWay();
  while (busy.length > 0 && isTimeLeft()) {
    await pause(POLL_MS);
    busy = await underWay();
    onProgress?.(plan.people.length, busy.length);
  }
  const ms = Math.round(performance.now() - startedAt);

  const phones = new Map<string, readonly PhoneText[]>();
  for (const { userid } of plan.people) {
    const { messages } = (await control('GET', `/members/${userid}/messages`)) as { messages: PhoneText[] };
    phones.set(userid, messages);
  }
  const deaths = (await control('GET', '/crashes')) as (Kill & { fired: boolean })[];
  return {
    phones,
    deadLetters: await takeAll(endpoints.sqsUrl, outputs['DeadLetterQueueUrl'] ?? ''),
    deaths: deaths.filter(({ fired }) => fired),
    isSettled: busy.length === 0,
    ms,
  };
}

interface Settled {
  readonly busy: string[];
}

type Control = (method: string, path: string, body?: unknown) => Promise<unknown>;

function controlOf(simulatorUrl: string): Control {
  return async (method, path, body) => {
    const response = await fetch(`${simulatorUrl}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
}

function faultsOf({ userid, sendFaults, callbackFault }: PlannedMember): object[] {
  return [...sendFaults, ...(callbackFault ? [callbackFault] : [])].map(({ api, effect, count }) => {
    return { api, member: userid, count, ...effect };
  });
}

/** The member writes everything without waiting for an answer. */
async function burst(control: Control, { userid, questions }: PlannedMember): Promise<void> {
  for (const { text, repeats } of questions) {
    const message = { msgtype: 'text', text: { content: text }, repeat: repeats };
    await control('POST', `/members/${userid}/messages`, message);
  }
}

/** Empties a queue. @returns the bodies */
async function takeAll(sqsUrl: string, queueUrl: string): Promise<string[]> {
  const client = new SQSClient(asOperator(sqsUrl));
  const bodies: string[] = [];
  for (;;) {
    const request = { QueueUrl: queueUrl, MaxNumberOfMessages: MOST_AT_ONCE, WaitTimeSeconds: 0 };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(request));
    if (Messages.length === 0) break;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
  client.destroy();
  return bodies;
}
