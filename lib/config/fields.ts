import * as z from 'zod';

/**
 * What an operator can set besides apps and models, by subject. Every field has its sentence, its one default and an
 * example.
 */

/** Days for which CloudWatch can keep a log. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const retention = () =>
  z.literal([...RETENTION_DAYS], {
    error: `must be a number of days that CloudWatch knows: ${RETENTION_DAYS.join(', ')}`,
  });

/** Who is told when something is wrong. */
export const alarms = z.strictObject({
  /** E-mail addresses; AWS asks each of them once whether it wants to be written to. */
  emails: z
    .array(z.email())
    .max(20)
    .default([])
    .meta({ examples: [['ops@example.com']] }),
  /** Whether a group in WeCom is told too, by its robot (群机器人); its address goes into a secret of its own. */
  robot: z
    .boolean()
    .default(true)
    .meta({ examples: [false] }),
  /** Where this project's folder can be read on the web, e.g. your copy of the repository: alarms then link to its runbook. */
  projectUrl: z
    .url({ protocol: /^https$/, error: 'must be a URL that begins with https://' })
    .regex(/[^/]$/, 'must not end with a slash')
    .optional()
    .meta({ examples: ['https://git.example.com/it/wecom-gpt/blob/main'] }),
});

/** The audit log. */
export const audit = z.strictObject({
  /** Days for which records are kept. */
  keepDays: retention()
    .default(400)
    .meta({ examples: [400] }),
});

/** What a conversation remembers. */
export const memory = z.strictObject({
  /** Minutes of silence after which the next message opens a new conversation. */
  idleMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .default(120)
    .meta({ examples: [120] }),
  /** The latest turns that the model is shown, at most. */
  maxTurns: z
    .int()
    .min(0)
    .max(100)
    .default(20)
    .meta({ examples: [20] }),
  /** Tokens of earlier turns that the model is shown, at most, as the provider counted them. */
  maxTokens: z
    .int()
    .min(0)
    .max(500_000)
    .default(16_000)
    .meta({ examples: [16_000] }),
  /** Days after which a turn is deleted. */
  keepDays: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .meta({ examples: [30] }),
});

const cidr = () =>
  z
    .string()
    .refine(isRange, 'must be a range of private IPv4 addresses from /16 to /24, written from its beginning')
    .default('10.86.0.0/24')
    .meta({ examples: ['10.86.0.0/24'] });

/** How calls to WeCom and the model leave, always from addresses of the company's own. */
export const network = z.discriminatedUnion('egress', [
  z.strictObject({
    /** Through a NAT gateway, which AWS looks after. */
    egress: z.literal('nat-gateway'),
    /**
     * Availability zones, each with its gateway and address. Two go on when one fails, cost twice as much, and both
     * addresses have to be trusted.
     */
    zones: z
      .literal([1, 2], 'must be 1 or 2')
      .default(1)
      .meta({ examples: [1] }),
    /** Addresses of the VPC. A later change makes a new network, which the old one is in the way of: choose it at first. */
    cidr: cidr(),
  }),
  z.strictObject({
    /** Through a small machine that forwards: a fifth of a NAT gateway's price, and nobody replaces it if it fails. */
    egress: z.literal('nat-instance'),
    /** Its type, with an ARM processor. */
    instanceType: z
      .string()
      .regex(/^[a-z]\d+g[a-z]*\.[a-z0-9]+$/, 'must be an EC2 type with an ARM (Graviton) processor')
      .default('t4g.nano')
      .meta({ examples: ['t4g.nano'] }),
    /** Addresses of the VPC. A later change makes a new network, which the old one is in the way of: choose it at first. */
    cidr: cidr(),
  }),
  z.strictObject({
    /** Through a VPC that the company has. */
    egress: z.literal('existing-vpc'),
    /** The VPC. */
    vpcId: z
      .string()
      .regex(/^vpc-[0-9a-f]{8,17}$/, 'is not the id of a VPC')
      .meta({ examples: ['vpc-0123456789abcdef0'] }),
    /** Private subnets of it whose calls reach the internet on TCP 443. */
    subnetIds: z
      .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/, 'is not the id of a subnet'))
      .min(1)
      .max(16)
      .meta({ examples: [['subnet-0123456789abcdef0']] }),
    /** The public IPv4 addresses that calls of these subnets leave from: those to be trusted. */
    addresses: z
      .array(z.ipv4())
      .min(1)
      .max(120)
      .meta({ examples: [['203.0.113.7']] }),
  }),
]);

/** A domain of the company's own, which WeCom asks of verified companies: filed (备案) by the same company. */
export const domain = z.strictObject({
  /** The host of the callback URL. */
  name: z
    .string()
    .regex(
      /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      'is not a host in small letters',
    )
    .meta({ examples: ['gpt.example.com'] }),
  /** A certificate for it in ACM, in the stack's region. Without it, one is made, which takes `hostedZone`. */
  certificateArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/,
      'is not the ARN of a certificate',
    )
    .optional()
    .meta({
      examples: ['arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555'],
    }),
  /** The Route 53 zone to write the host into. Without it, an output says what to enter at your DNS provider. */
  hostedZone: z
    .strictObject({
      /** Its id. */
      id: z
        .string()
        .regex(/^Z[A-Z0-9]{5,32}$/, 'is not the id of a hosted zone')
        .meta({ examples: ['Z0123456789ABCDEFGHIJ'] }),
      /** Its domain. */
      name: z.string().meta({ examples: ['example.com'] }),
    })
    .optional()
    .meta({ examples: [{ id: 'Z0123456789ABCDEFGHIJ', name: 'example.com' }] }),
  /** Files by which WeCom proves that a domain is yours (可信域名), served at its root: name and content. */
  verificationFiles: z
    .record(
      z.string().regex(/^WW_verify_[A-Za-z0-9]{1,64}\.txt$/, 'is not the name of a file of WeCom'),
      z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be what is in the file: one word of ASCII'),
    )
    .default({})
    .meta({ examples: [{ 'WW_verify_0a1B2c3D4e5F6g7H.txt': '0a1B2c3D4e5F6g7H' }] }),
});

/** What the company's own rules ask of everything that is deployed. */
export const governance = z.strictObject({
  /** Tags on everything that can have one, besides `wecom-gpt`, which names the stack: for cost reports. */
  tags: z
    .record(
      z.string().regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/, 'is not a tag: ASCII letters, digits and _.:/=+-@'),
      z
        .string()
        .regex(/^[\w .:/=+@-]{0,256}$/, 'is not the value of a tag: ASCII letters, digits and _.:/=+-@'),
    )
    .default({})
    .meta({ examples: [{ 'cost-center': '4711' }] }),
  /** ARN of a policy that bounds every role. */
  permissionsBoundary: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, 'is not the ARN of a policy')
    .optional()
    .meta({ examples: ['arn:aws:iam::123456789012:policy/developers'] }),
  /** Path of every role. */
  rolePath: z
    .string()
    .regex(/^\/([\w+=,.@-]+\/)*$/, 'must begin and end with a slash')
    .default('/')
    .meta({ examples: ['/bots/'] }),
  /** Qualifier of the CDK bootstrap, where the account has another than the usual. */
  qualifier: z
    .string()
    .regex(/^[a-z0-9]{1,10}$/, 'must be 1 to 10 small letters and digits')
    .default('hnb659fds')
    .meta({ examples: ['hnb659fds'] }),
  /** Encrypt with a KMS key of the stack's own, not with those of AWS. Choose it before the first deployment. */
  ownKey: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
  /** Days for which the functions' own logs are kept. */
  logKeepDays: retention()
    .default(30)
    .meta({ examples: [30] }),
});

/** What of an earlier deployment goes on. The output `KeepLine` of a deployment is this line for it. */
export const keep = z.strictObject({
  /** Elastic IPs of this account and region, one for each zone. */
  addresses: z
    .array(
      z.strictObject({
        /** Its allocation. */
        allocationId: z
          .string()
          .regex(/^eipalloc-[0-9a-f]{8,17}$/, 'is not the id of an allocation')
          .meta({ examples: ['eipalloc-0123456789abcdef0'] }),
        /** The address itself. */
        ip: z.ipv4().meta({ examples: ['203.0.113.7'] }),
      }),
    )
    .min(1)
    .max(2)
    .optional()
    .meta({ examples: [[{ allocationId: 'eipalloc-0123456789abcdef0', ip: '203.0.113.7' }]] }),
  /** Name of the table with the members' conversations; its settings stay as they are. */
  table: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'is not the name of a table')
    .optional()
    .meta({ examples: ['WecomGpt-BotTable0123ABCD-0123456789AB'] }),
  /** Name of the audit log's group; how long it keeps and what it masks stay as they are. */
  auditLog: z
    .string()
    .regex(/^[\w./#-]{1,512}$/, 'is not the name of a log group')
    .optional()
    .meta({ examples: ['WecomGpt-AuditTrailLog0123ABCD-0123456789AB'] }),
  /** ARN of the KMS key that these are encrypted with, where `governance.ownKey` made one. */
  keyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, 'is not the ARN of a key')
    .optional()
    .meta({ examples: ['arn:aws:kms:ap-northeast-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555'] }),
  /** ARNs of the secrets: what is entered in them is not entered again. */
  secrets: z
    .strictObject({
      /** Token and EncodingAESKey. */
      callback: secretArn(),
      /** CorpID, AgentIds and Secrets. */
      wecom: secretArn(),
      /** The model provider's key. */
      model: secretArn(),
      /** Address of the robot in the admins' group, where there is one. */
      robot: secretArn().optional(),
    })
    .optional()
    .meta({ examples: ['see the output KeepLine'] }),
});

function secretArn() {
  return z
    .string()
    .regex(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
      'is not the ARN of a secret',
    )
    .meta({
      examples: [
        'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsModel0123-0123456789AB-abcdef',
      ],
    });
}

function isRange(text: string): boolean {
  const [, address = '', size = ''] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d\d)$/.exec(text) ?? [];
  const bytes = address.split('.').map(Number);
  const bits = Number(size);
  const [a = 0, b = 0] = bytes;
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return (
    isPrivate &&
    bytes.every((byte) => byte < 256) &&
    bits >= 16 &&
    bits <= 24 &&
    value % 2 ** (32 - bits) === 0
  );
}
