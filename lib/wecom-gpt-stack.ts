import { Annotations, DefaultStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { assumedPrices, botConfigOf, withoutRules, type Durations, type LoadedConfig } from './config';
import { AuditTrail } from './constructs/audit-trail';
import type { BotFunction } from './constructs/bot-function';
import { BotTable } from './constructs/bot-table';
import { CallbackEndpoint } from './constructs/callback-endpoint';
import { Credentials } from './constructs/credentials';
import { DataKey } from './constructs/data-key';
import { Doctor } from './constructs/doctor';
import { EgressNetwork } from './constructs/egress-network';
import { MessageQueue } from './constructs/message-queue';
import { Notifier } from './constructs/notifier';
import { Operations } from './constructs/operations';
import { Recovery } from './constructs/recovery';
import { WorkLogs } from './constructs/work-logs';
import { Worker } from './constructs/worker';
import { govern } from './governance';
import { keepLine, nextSteps, output } from './outputs';

export interface WecomGptStackProps extends StackProps {
  readonly config: LoadedConfig;
  readonly durations: Durations;
}

/** WeCom → callback → queue → worker → model, and back from the company's own address. */
export class WecomGptStack extends Stack {
  constructor(scope: Construct, id: string, { config, durations, ...props }: WecomGptStackProps) {
    const { governance, keep } = config;
    super(scope, id, {
      description: 'WeCom GPT: ChatGPT inside WeCom',
      synthesizer: new DefaultStackSynthesizer({ qualifier: governance.qualifier }),
      ...props,
    });

    const key = governance.ownKey ? new DataKey(this, 'DataKey', keep.keyArn).key : undefined;
    const logs = new WorkLogs(governance.logKeepDays, key);
    const basis = { config: botConfigOf(config, durations.timing), logs };
    const brief = { ...basis, config: withoutRules(basis.config) };

    const credentials = new Credentials(this, 'Credentials', {
      key,
      adopted: keep.secrets,
      hasRobot: config.alarms.robot,
    });
    const { table } = new BotTable(this, 'BotTable', { key, adopted: keep.table });
    const { queue, deadLetters } = new MessageQueue(this, 'MessageQueue', { ...durations, key });
    const audit = new AuditTrail(this, 'AuditTrail', {
      keepDays: config.audit.keepDays,
      key,
      adopted: keep.auditLog,
    });
    const network = new EgressNetwork(this, 'EgressNetwork', { ...config, addresses: keep.addresses, logs });

    const endpoint = new CallbackEndpoint(this, 'CallbackEndpoint', {
      ...brief,
      secret: credentials.callback,
      queue,
      table,
      domain: config.domain,
    });
    const worker = new Worker(this, 'Worker', {
      ...basis,
      timeout: durations.workerTimeout,
      maxConcurrency: config.maxConcurrency,
      modelUrl: config.provider.baseUrl,
      speechUrl: config.provider.speechBaseUrl,
      imagesUrl: config.provider.imagesBaseUrl,
      credentials,
      queue,
      deadLetters,
      table,
      audit,
      network,
    });
    // What a new callback puts on the queue, an old worker may not know.
    endpoint.function.lambda.node.addDependency(worker.function.lambda);
    const recovery = new Recovery(this, 'Recovery', { ...basis, credentials, table, audit, network });
    const doctor = new Doctor(this, 'Doctor', {
      ...brief,
      modelUrl: config.provider.baseUrl,
      speechUrl: config.provider.speechBaseUrl,
      imagesUrl: config.provider.imagesBaseUrl,
      credentials,
      queue,
      deadLetters,
      table,
      network,
    });
    const operations = new Operations(this, 'Operations', {
      apps: Object.keys(config.apps),
      callback: endpoint.function.lambda,
      worker: worker.function.lambda,
      recovery: recovery.function.lambda,
      api: endpoint.api,
      queue,
      deadLetters,
      emails: config.alarms.emails,
      key,
    });
    const notifier =
      credentials.robot &&
      new Notifier(this, 'Notifier', {
        ...brief,
        secret: credentials.robot,
        topic: operations.topic,
        ips: network.ips,
      });
    for (const each of [endpoint, worker, recovery, doctor, notifier]) DataKey.grantUse(key, each?.function);
    audit.saveQuestions(endpoint.function.logGroup);

    for (const model of assumedPrices(config)) {
      Annotations.of(this).addWarningV2(`wecom-gpt:price-of-${model}`, assumedPrice(model));
    }
    govern(this, governance);
    nextSteps(this, config, { credentials, endpoint, network });
    keepLine(this, { network, table, audit, credentials, key });
    output(this, 'DoctorFunctionName', doctor.function.lambda.functionName, 'Reports what is wrong');
    const logged = { callback: endpoint.function, worker: worker.function, recovery: recovery.function };
    output(
      this,
      'LogGroups',
      logGroupsOf({ ...logged, doctor: doctor.function, ...(notifier && { notifier: notifier.function }) }),
      'Where the functions write, for npm run logs',
    );
    output(this, 'AppNames', Object.keys(config.apps).join(','), 'The apps, for npm run pause');
    output(this, 'TimeZone', config.timeZone, 'Where days begin, for npm run usage');
    output(this, 'BotTableName', table.tableName, 'What the bot remembers');
    output(this, 'AuditLogName', audit.log.logGroupName, 'What happened to every message');
    output(this, 'AuditReadPolicy', audit.readers.managedPolicyArn, 'For whoever may read the audit log');
    output(this, 'MessageQueueUrl', queue.queueUrl, 'Messages on their way');
    output(this, 'DeadLetterQueueUrl', deadLetters.queueUrl, 'Messages that could not be answered');
  }
}

/** `callback=/name/of/its/log,worker=…`. */
function logGroupsOf(functions: Readonly<Record<string, BotFunction>>): string {
  return Object.entries(functions)
    .map(([name, { logGroup }]) => `${name}=${logGroup.logGroupName}`)
    .join(',');
}

function assumedPrice(model: string): string {
  return (
    `The price of ${model} is not known: budgets and records count it at the dearest price that is. ` +
    'Enter what it costs in prices, or in unitPrices for voice and pictures, of config.ts.'
  );
}
