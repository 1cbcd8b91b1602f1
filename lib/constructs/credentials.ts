import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import {
  PLACEHOLDER,
  type CallbackSecret,
  type ModelSecret,
  type RobotSecret,
  type WecomSecret,
} from '../../lambda/shared/credentials';

export interface CredentialsProps {
  /** Encrypts them. @default AWS's own key for secrets */
  readonly key?: IKey | undefined;
  /** ARNs of the secrets of an earlier deployment. @default new ones */
  readonly adopted?: Readonly<Partial<Record<SecretName, string | undefined>>> | undefined;
  /** Whether there is a robot in the admins' group. */
  readonly hasRobot: boolean;
}

type SecretName = 'callback' | 'wecom' | 'model' | 'robot';

/**
 * The secrets, one for each purpose, so that each function can read its own alone.
 *
 * CloudFormation makes a new version of a secret when `SecretString` changes, over what the operator entered. What they
 * begin with is therefore the same in every release and for every configuration, and a test pins it.
 */
export class Credentials extends Construct {
  /** Token and EncodingAESKey of each app: read by the callback. */
  readonly callback: ISecret;
  /** Secret of each app: read by what calls WeCom. */
  readonly wecom: ISecret;
  /** Key of the model's provider: read by the worker. */
  readonly model: ISecret;
  /** Address of the robot in the admins' group: read by the notifier. */
  readonly robot: ISecret | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CredentialsProps,
  ) {
    super(scope, id);

    const callback: CallbackSecret = {
      corpId: PLACEHOLDER,
      apps: { assistant: { token: PLACEHOLDER, encodingAesKey: PLACEHOLDER, agentId: PLACEHOLDER } },
    };
    this.callback = this.secret(
      'Callback',
      'WeCom callback: CorpID, and for each app of config.ts its AgentId, Token and EncodingAESKey',
      callback,
    );

    const wecom: WecomSecret = {
      corpId: PLACEHOLDER,
      apps: { assistant: { agentId: PLACEHOLDER, secret: PLACEHOLDER } },
    };
    this.wecom = this.secret(
      'Wecom',
      'WeCom server API: CorpID, and for each app of config.ts its AgentId and Secret',
      wecom,
    );

    const model: ModelSecret = { apiKey: PLACEHOLDER };
    this.model = this.secret('Model', 'Model provider: API key', model);

    const robot: RobotSecret = { webhook: PLACEHOLDER };
    this.robot = props.hasRobot
      ? this.secret('Robot', "Webhook of the robot in the admins' group in WeCom", robot)
      : undefined;
  }

  /** Lets a function read the value of one secret, and nothing else of it. */
  static grantRead(secret: ISecret, grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [secret.secretArn],
    });
  }

  private secret(id: Capitalize<SecretName>, description: string, shape: object): ISecret {
    const { adopted, key } = this.props;
    const arn = adopted?.[id.toLowerCase() as SecretName];
    if (arn !== undefined) return Secret.fromSecretCompleteArn(this, id, arn);
    return new Secret(this, id, {
      description,
      ...(key && { encryptionKey: key }),
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(shape, null, 2)),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
