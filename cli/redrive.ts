import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { BotTable } from '../lambda/aws/bot-table';
import { DeliveryRecords } from '../lambda/aws/deliveries';
import { readArguments, type RedriveOptions } from './redrive/arguments';
import { DeadLetterQueue } from './redrive/dead-letters';
import { findLetter, putBack } from './redrive/put-back';
import { listReport, putBackReport } from './redrive/report';
import { CLIENT, runStackCommand } from './stack/command';
import type { FoundStack } from './stack/find';
import type { Report } from './stack/report';
import type { RedriveTexts } from './texts/redrive-texts';

const OUTPUTS = ['MessageQueueUrl', 'DeadLetterQueueUrl', 'BotTableName'] as const;

void runStackCommand(
  {
    texts: ({ redrive }) => redrive,
    read: (args, { usage, stack, redrive }) => readArguments(args, { ...usage, ...stack, ...redrive.usage }),
    outputs: OUTPUTS,
    act: (options, stack, texts) => redrive(options, stack, texts.redrive),
  },
  process.argv.slice(2),
);

async function redrive(
  { id }: RedriveOptions,
  { outputs, ...clients }: FoundStack<(typeof OUTPUTS)[number]>,
  texts: RedriveTexts,
): Promise<Report> {
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
