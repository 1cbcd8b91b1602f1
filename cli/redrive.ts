import { randomUUID } from 'node:crypto';
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { BotTable } from '../lambda/aws/bot-table';
import { DeliveryRecords } from '../lambda/aws/deliveries';
import { languageOf } from './callback-check/arguments';
import { readArguments, type RedriveOptions } from './redrive/arguments';
import { awsFault } from './redrive/aws-faults';
import { DeadLetterQueue } from './redrive/dead-letters';
import { RedriveError, type Fault } from './redrive/faults';
import { findLetter, putBack } from './redrive/put-back';
import { faultReport, listReport, putBackReport, type Report } from './redrive/report';
import { localStack, stackInAws } from './redrive/stack';
import { textsIn } from './texts';
import type { RedriveTexts } from './texts/redrive-texts';
import type { Texts } from './texts/texts';
import { UsageError } from './usage-error';

const FAULT = 1;
const USAGE = 2;
const ENDPOINTS = join(__dirname, '..', '.local', 'endpoints.json');
/** Longer than a function would wait: an operator may be far away. */
const CLIENT = {
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
};

void main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  // Node gives up a connection attempt after 250 ms where a host has several addresses: too soon from far away.
  setDefaultAutoSelectFamilyAttemptTimeout(5000);
  // The SDK's words about Node 20 would stand between ours.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const texts = textsIn(languageOf(args));
  try {
    const options = readArguments(args, { ...texts.usage, ...texts.redrive.usage });
    if (options === 'help') {
      console.log(texts.redrive.help);
      return;
    }
    const { text, json } = await run(options, texts);
    console.log(options.json ? JSON.stringify(json, null, 2) : text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = USAGE;
  }
}

async function run(options: RedriveOptions, texts: Texts): Promise<Report> {
  try {
    return await redrive(options, texts.redrive);
  } catch (error) {
    const fault = faultIn(error, options);
    if (!fault) throw error;
    process.exitCode = FAULT;
    return faultReport(fault, texts.redrive, texts.report);
  }
}

async function redrive({ id, from }: RedriveOptions, texts: RedriveTexts): Promise<Report> {
  const { outputs, ...clients } =
    from === 'local' ? localStack(ENDPOINTS) : await stackInAws(new CloudFormationClient(CLIENT), from.stack);
  const sqs = new SQSClient({ ...CLIENT, ...clients.sqs });
  const dynamodb = new DynamoDBClient({ ...CLIENT, ...clients.dynamodb });
  const table = new BotTable(dynamodb, outputs.BotTableName, Date.now);
  const deadLetters = new DeadLetterQueue(sqs, outputs.DeadLetterQueueUrl, Date.now);
  const ports = {
    deadLetters,
    table,
    records: new DeliveryRecords(table, Date.now, randomUUID),
    sqs,
    messageQueueUrl: outputs.MessageQueueUrl,
    newId: randomUUID,
    clock: Date.now,
  };
  return deadLetters.whileHeld(async (letters) => {
    if (id === undefined) return listReport(letters, texts);
    const letter = findLetter(letters.held, id);
    return putBackReport(letter, await putBack(ports, letter), texts);
  });
}

function faultIn(error: unknown, { from }: RedriveOptions): Fault | undefined {
  if (error instanceof RedriveError) return error.fault;
  const fault = awsFault(error);
  // npm start was killed before it could take its file away.
  return from === 'local' && fault?.code === 'unreachable' ? { code: 'not-running' } : fault;
}
