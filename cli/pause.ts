import { userInfo } from 'node:os';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AppStatusItems } from '../lambda/aws/app-status';
import { BotTable } from '../lambda/aws/bot-table';
import { readArguments } from './pause/arguments';
import { pause } from './pause/pauses';
import { pauseReport } from './pause/report';
import { CLIENT, runStackCommand } from './stack/command';

void runStackCommand(
  {
    texts: ({ pause }) => pause,
    read: (args, { usage, stack, pause }) =>
      readArguments(args, { ...usage, ...stack, ...pause.usage }, userInfo().username),
    outputs: ['BotTableName', 'AppNames'],
    act: async (options, { outputs, dynamodb }, { pause: texts }) => {
      const client = new DynamoDBClient({ ...CLIENT, ...dynamodb });
      const statuses = new AppStatusItems(new BotTable(client, outputs.BotTableName, Date.now), Date.now);
      return pauseReport(options, await pause(statuses, outputs.AppNames.split(','), options), texts);
    },
  },
  process.argv.slice(2),
);
