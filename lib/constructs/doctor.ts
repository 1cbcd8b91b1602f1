import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import { BotFunction, type BotFunctionBasis } from './bot-function';
import { BotTable } from './bot-table';
import { Credentials } from './credentials';
import type { EgressNetwork } from './egress-network';

export interface DoctorProps extends BotFunctionBasis {
  /** Base URL of the model's provider. @default OpenAI */
  readonly modelUrl?: string | undefined;
  /** Base URL of the provider of voice. @default that of the model */
  readonly speechUrl?: string | undefined;
  /** Base URL of the provider of pictures. @default that of the model */
  readonly imagesUrl?: string | undefined;
  readonly credentials: Credentials;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  readonly table: ITable;
  readonly network: EgressNetwork;
}

/** Looks at everything from inside when an operator asks, and changes nothing: it may read, and read alone. */
export class Doctor extends Construct {
  readonly function: BotFunction;

  constructor(scope: Construct, id: string, props: DoctorProps) {
    super(scope, id);
    const { credentials, queue, deadLetters, table, network, modelUrl, speechUrl, imagesUrl } = props;
    const { callback, wecom, model, robot } = credentials;

    this.function = new BotFunction(this, 'Doctor', {
      ...props,
      entry: 'doctor',
      description: 'Reports what is wrong, and what to do next',
      timeout: Duration.seconds(60),
      memorySize: 256,
      environment: {
        [ENVIRONMENT.callbackSecret]: callback.secretArn,
        [ENVIRONMENT.wecomSecret]: wecom.secretArn,
        [ENVIRONMENT.modelSecret]: model.secretArn,
        ...(robot && { [ENVIRONMENT.robotSecret]: robot.secretArn }),
        [ENVIRONMENT.botTable]: table.tableName,
        [ENVIRONMENT.messageQueue]: queue.queueUrl,
        [ENVIRONMENT.deadLetterQueue]: deadLetters.queueUrl,
        [ENVIRONMENT.trustedIps]: network.ips.join(';'),
        ...(modelUrl !== undefined && { [ENVIRONMENT.modelUrl]: modelUrl }),
        // By which it knows that they have keys of their own.
        ...(speechUrl !== undefined && { [ENVIRONMENT.speechUrl]: speechUrl }),
        ...(imagesUrl !== undefined && { [ENVIRONMENT.imagesUrl]: imagesUrl }),
      },
    });
    const doctor = this.function.lambda;
    for (const secret of [callback, wecom, model, robot]) if (secret) Credentials.grantRead(secret, doctor);
    BotTable.grantPartitions(table, doctor, [PARTITIONS.status, PARTITIONS.token], ['dynamodb:GetItem']);
    for (const each of [queue, deadLetters]) each.grant(doctor, 'sqs:GetQueueAttributes');
    // Of the account: there is no narrower resource.
    doctor.addToRolePolicy(new PolicyStatement({ actions: ['lambda:GetAccountSettings'], resources: ['*'] }));
  }
}
