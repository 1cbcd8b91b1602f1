import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Durations, LoadedConfig } from './config';
import { BotTable } from './constructs/bot-table';
import { CallbackEndpoint } from './constructs/callback-endpoint';
import { Credentials } from './constructs/credentials';
import { EgressNetwork } from './constructs/egress-network';
import { MessageQueue } from './constructs/message-queue';
import { Recovery } from './constructs/recovery';
import { Worker } from './constructs/worker';

export interface WecomGptStackProps extends StackProps {
  readonly config: LoadedConfig;
  readonly durations: Durations;
}

/** WeCom → callback → queue → worker → model, and back from the company's own address. */
export class WecomGptStack extends Stack {
  constructor(scope: Construct, id: string, { config, durations, ...props }: WecomGptStackProps) {
    super(scope, id, { description: 'WeCom GPT: ChatGPT inside WeCom', ...props });

    const bot = { ...config, timing: durations.timing };
    const credentials = new Credentials(this, 'Credentials');
    const { table } = new BotTable(this, 'BotTable');
    const { queue, deadLetters } = new MessageQueue(this, 'MessageQueue', durations);
    const network = new EgressNetwork(this, 'EgressNetwork');

    const endpoint = new CallbackEndpoint(this, 'CallbackEndpoint', {
      config: bot,
      secret: credentials.callback,
      queue,
      table,
    });
    new Worker(this, 'Worker', {
      config: bot,
      timeout: durations.workerTimeout,
      credentials,
      queue,
      deadLetters,
      table,
      network,
    });
    new Recovery(this, 'Recovery', { config: bot, credentials, table, network });

    this.tellTheOperator(defaultAppFirst(config), credentials, endpoint, network);
    new CfnOutput(this, 'BotTableName', { value: table.tableName, description: 'What the bot remembers' });
    new CfnOutput(this, 'MessageQueueUrl', { value: queue.queueUrl, description: 'Messages on their way' });
    new CfnOutput(this, 'DeadLetterQueueUrl', {
      value: deadLetters.queueUrl,
      description: 'Messages that could not be answered',
    });
  }

  /**
   * CloudFormation shows outputs by name: the numbers keep the order in which the WeCom console asks for them. Like the
   * rest of the template they are ASCII, since CloudFormation gives anything else back as question marks.
   */
  private tellTheOperator(
    apps: string[],
    credentials: Credentials,
    endpoint: CallbackEndpoint,
    network: EgressNetwork,
  ): void {
    const output = (id: string, value: string, description: string) =>
      new CfnOutput(this, id, { value, description });

    output(
      'Step1WecomSecret',
      credentials.wecom.secretArn,
      "Enter CorpID, and each app's AgentId and Secret",
    );
    output('Step2ModelSecret', credentials.model.secretArn, "Enter the model provider's API key");
    output(
      'Step3CallbackSecret',
      credentials.callback.secretArn,
      "Enter CorpID, and each app's AgentId, Token and EncodingAESKey, before the callback URL is saved",
    );
    for (const app of apps) {
      const description = `The callback URL of the app "${app}", for the page where it receives messages by API`;
      output(`Step4CallbackUrlOf${pascalCase(app)}`, endpoint.urlOf(app), description);
    }
    output(
      'Step5TrustedIp',
      network.address.ref,
      'The trusted IP of each app, once its callback URL is saved',
    );
  }
}

function defaultAppFirst({ apps }: LoadedConfig): string[] {
  const isDefault = (name: string): number => (apps[name]?.default ? 1 : 0);
  return Object.keys(apps).sort((one, other) => isDefault(other) - isDefault(one));
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(.?)/g, (_, letter: string) => letter.toUpperCase());
}
