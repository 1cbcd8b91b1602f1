import { textsIn } from '../../lambda/chat/texts';
import { CONTROL_RULES } from './control-rules';
import { appsIn, asList, asRaw, type Raw, type RawConfig, type Rule } from './raw-config';
import { foldedName } from './personas';

export const RULES: readonly Rule[] = [
  { field: 'region', faults: servedRegion },
  { field: 'apps', faults: namesOfApps },
  { field: 'apps', faults: oneDefaultApp },
  { field: 'domain', faults: wayToCertificate },
  { field: 'keep', faults: addressesOfZones },
  { field: 'keep', faults: keyOfOwn },
  { field: 'keep', faults: keptInRegion },
  { field: 'apps', faults: toldOfRecording },
  { field: 'apps', faults: namesOfPersonas },
  { field: 'apps', faults: labelsOfServers },
  { field: 'apps', faults: purposesOfButtons },
  { field: 'apps', faults: toolsOfProvider },
  { field: 'provider', faults: addressOfAzure },
  ...CONTROL_RULES,
];

const NEAR = 'ap-northeast-1 (Tokyo), ap-northeast-2 (Seoul), ap-southeast-1 (Singapore)';
/** Where OpenAI does not answer: unsupported_country_region_territory. */
const NOT_SERVED: readonly (readonly [RegExp, string])[] = [
  [/^ap-east-1$/, 'Hong Kong'],
  [/^cn-/, 'mainland China'],
];

function servedRegion({ region, provider }: RawConfig): string[] {
  const place = NOT_SERVED.find(([pattern]) => pattern.test(region ?? ''))?.[1];
  if (region === undefined || place === undefined || asRaw(provider)['baseUrl'] !== undefined) return [];
  return [
    `region: OpenAI does not serve ${region} (${place}). Near to it, and served: ${NEAR}. ` +
      'Or set provider.baseUrl to a provider that does.',
  ];
}

function namesOfApps({ apps }: RawConfig): string[] {
  return Object.keys(asRaw(apps))
    .filter((name) => !/^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    .map(
      (name) =>
        `apps.${name}: the name is not small letters and digits with single hyphens between them, at most 32. Example: finance-bot`,
    );
}

function oneDefaultApp({ apps }: RawConfig): string[] {
  if (typeof apps !== 'object' || apps === null) return [];
  const all = Object.values(apps as Raw);
  const defaults = all.filter((app) => asRaw(app)['default'] === true);
  if (all.length === 0)
    return ['apps: there is none, and at least one is needed. Example: see config.example.ts'];
  if (all.length === 1 || defaults.length === 1) return [];
  return [
    `apps: ${defaults.length} of them have default: true, but exactly one answers on /wxcomapp. Example: default: true`,
  ];
}

function wayToCertificate({ domain, region }: RawConfig): string[] {
  if (domain === undefined) return [];
  const { name, certificateArn, hostedZone } = asRaw(domain);
  const faults: string[] = [];
  if (certificateArn === undefined && hostedZone === undefined) {
    faults.push(
      'domain: has neither certificateArn nor hostedZone, and one of them is needed for a certificate. ' +
        "Example: hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'example.com' }",
    );
  }
  const certificateRegion = typeof certificateArn === 'string' ? certificateArn.split(':')[3] : undefined;
  if (region !== undefined && certificateRegion !== undefined && certificateRegion !== region) {
    faults.push(
      `domain.certificateArn: is in ${certificateRegion}, but API Gateway takes one of the stack's region, ${region}. ` +
        'Request it there.',
    );
  }
  const zone = asRaw(hostedZone)['name'];
  if (typeof name === 'string' && typeof zone === 'string' && name !== zone && !name.endsWith(`.${zone}`)) {
    faults.push(
      `domain.hostedZone.name: ${name} does not lie in ${zone}. Example: example.com for gpt.example.com`,
    );
  }
  return faults;
}

function addressesOfZones({ keep, network }: RawConfig): string[] {
  const { addresses } = asRaw(keep);
  if (!Array.isArray(addresses)) return [];
  const { egress = 'nat-gateway', zones = 1 } = asRaw(network);
  if (egress === 'existing-vpc') {
    return [
      'keep.addresses: an existing VPC has addresses of its own. Leave this out, and name them in network.addresses.',
    ];
  }
  const needed = egress === 'nat-gateway' ? Number(zones) : 1;
  if (addresses.length === needed) return [];
  return [
    `keep.addresses: has ${addresses.length}, but the network needs ${needed}, one for each zone. Example: see the output KeepLine`,
  ];
}

function keyOfOwn({ keep, governance }: RawConfig): string[] {
  if (asRaw(keep)['keyArn'] === undefined || asRaw(governance)['ownKey'] === true) return [];
  return ["keep.keyArn: is used only with a key of the company's own. Example: governance: { ownKey: true }"];
}

/** Secrets and key can't be used from another region. */
function keptInRegion({ keep, region }: RawConfig): string[] {
  const { keyArn, secrets } = asRaw(keep);
  const arns = [
    ['keyArn', keyArn],
    ...Object.entries(asRaw(secrets)).map(([name, arn]) => [`secrets.${name}`, arn]),
  ];
  return arns.flatMap(([path, arn]) => {
    const there = typeof arn === 'string' ? arn.split(':')[3] : undefined;
    if (region === undefined || there === undefined || there === region) return [];
    return [
      `keep.${String(path)}: is in ${there}, but the stack is in ${region}. Example: the line of the output KeepLine of a stack in ${region}`,
    ];
  });
}

/** Members hear of it by the welcome. */
function toldOfRecording({ apps, welcomeEveryDays }: RawConfig): string[] {
  if (welcomeEveryDays !== 0) return [];
  return appsIn(apps).flatMap(([name, { auditContent }]) =>
    auditContent === 'full'
      ? [
          `apps.${name}.auditContent: is full, of which the welcome tells members, but welcomeEveryDays is 0. Example: welcomeEveryDays: 30`,
        ]
      : [],
  );
}

/** Members type them, in any width and case, and by a name of the bot's own they choose `persona`. */
function namesOfPersonas({ apps, language }: RawConfig): string[] {
  const { usualPersona } = textsIn(language === 'en' ? 'en' : 'zh-CN').commands;
  return appsIn(apps).flatMap(([app, { personas }]) =>
    Object.keys(asRaw(personas)).flatMap((name, index, names) => {
      const other = [usualPersona, ...names.slice(0, index)].find(
        (each) => foldedName(each) === foldedName(name),
      );
      return other === undefined
        ? []
        : [
            `apps.${app}.personas.${name}: can't be told from ${other}, since width and case don't count. Example: another name`,
          ];
    }),
  );
}

function labelsOfServers({ apps }: RawConfig): string[] {
  return appsIn(apps).flatMap(([app, { tools }]) =>
    asList(asRaw(tools)['mcp'])
      .map((server) => asRaw(server)['label'])
      .flatMap((label, index, labels) =>
        labels.indexOf(label) === index || typeof label !== 'string'
          ? []
          : [
              `apps.${app}.tools.mcp.${index}.label: is ${label}, as that of another server. Example: "${label}-2"`,
            ],
      ),
  );
}

function purposesOfButtons({ apps }: RawConfig): string[] {
  return appsIn(apps).flatMap(([app, { menu }]) =>
    asList(menu).flatMap((button, index) => [
      ...purposeOf(button, `apps.${app}.menu.${index}`, ['key', 'url', 'buttons']),
      ...asList(asRaw(button)['buttons']).flatMap((below, at) =>
        purposeOf(below, `apps.${app}.menu.${index}.buttons.${at}`, ['key', 'url']),
      ),
    ]),
  );
}

function purposeOf(button: unknown, path: string, purposes: readonly string[]): string[] {
  const has = purposes.filter((purpose) => asRaw(button)[purpose] !== undefined);
  if (has.length === 1) return [];
  const what = has.length === 0 ? 'none' : has.join(' and ');
  return [`${path}: has ${what} of ${purposes.join(', ')}, and needs exactly one. Example: key: '/help'`];
}

/** They run at the provider, behind its Responses API. */
function toolsOfProvider({ apps, provider }: RawConfig): string[] {
  if (asRaw(provider)['api'] !== 'chat-completions') return [];
  return appsIn(apps).flatMap(([app, { tools }]) =>
    Object.entries(asRaw(tools))
      .filter(([, value]) => value === true || asList(value).length > 0)
      .map(
        ([tool]) =>
          `apps.${app}.tools.${tool}: is a tool of the Responses API, but provider.api is chat-completions. Example: provider: { api: 'responses' }`,
      ),
  );
}

function addressOfAzure({ provider }: RawConfig): string[] {
  const { azure, baseUrl } = asRaw(provider);
  if (azure !== true || (typeof baseUrl === 'string' && baseUrl.endsWith('/openai/v1'))) return [];
  return [
    `provider.baseUrl: ${baseUrl === undefined ? 'is missing' : 'does not end in /openai/v1'}, but provider.azure takes that of the resource. ` +
      'Example: "https://my-resource.openai.azure.com/openai/v1"',
  ];
}
