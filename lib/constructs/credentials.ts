import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import {
  PLACEHOLDER,
  type CallbackSecret,
  type ModelSecret,
  type WecomSecret,
} from '../../lambda/shared/credentials';

/**
 * The three secrets, one for each purpose, so that each function can read its own alone.
 *
 * CloudFormation writes a secret's value again whenever a property of the secret changes, over what the operator
 * entered. Their properties are therefore the same in every release and for every configuration, and a test pins them.
 */
export class Credentials extends Construct {
  /** Token and EncodingAESKey of each app: read by the callback. */
  readonly callback: Secret;
  /** Secret of each app: read by what calls WeCom. */
  readonly wecom: Secret;
  /** Key of the model's provider: read by the worker. */
  readonly model: Secret;

  constructor(scope: Construct, id: string) {
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
  }

  /** Lets a function read the value of one secret, and nothing else of it. */
  static grantRead(secret: ISecret, grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [secret.secretArn],
    });
  }

  private secret(id: string, description: string, shape: object): Secret {
    return new Secret(this, id, {
      description,
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(shape, null, 2)),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
