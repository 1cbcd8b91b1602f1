import { MODEL_PRICES } from '../../../lib/config/model-prices';
import { priceOfModels, unitsOfAThousand } from './models';
import { priceListOf, PRICES, PRICES_AS_OF, type Price, type Region } from './prices';
import { EGRESSES, holdingsOf, METRICS_BY_APP, type Holdings } from './stack';
import { fixedLines, messageLines, modelUsd, total, type Line } from './sums';
import { ASSUMED } from './use';

const REGIONS: readonly (readonly [name: string, region: Region])[] = [
  ['Tokyo', 'ap-northeast-1'],
  ['Singapore', 'ap-southeast-1'],
];
const MODELS = ['gpt-5.4-mini', 'gpt-5.4'];
/** 50 people, 20 messages a working day, 21 days. */
const EXAMPLE_MESSAGES = 50 * 20 * 21;
const THOUSAND = 1_000;
/** What the example adds to the audit log a month. */
const AUDIT_GB_A_MONTH = (EXAMPLE_MESSAGES * ASSUMED.auditBytes) / 1e9;

/** docs/cost.md: what the stack costs, computed from the dated prices. */
export function costPage(): string {
  const variants = Object.entries(EGRESSES).map(([name, network]) => [name, holdingsOf(network)] as const);
  return [
    '# Cost',
    '',
    `US dollars, made by \`npm run docs\` from list prices looked up on ${PRICES_AS_OF}, without tax. No bill of such a stack was seen: nothing of this was tried on a live account. What is assumed stands [below](#what-is-assumed); a price that was not confirmed is marked [there](#the-prices).`,
    '',
    ...REGIONS.flatMap(([name, region]) => leadOf(name, region, variants)),
    'AWS gives every account some of this for good, as long as nothing else in it uses it up: 10 metrics of alarms, 10 custom metrics, 3 dashboards, 5 GB of logs, a million calls of Lambda and 400,000 GB-seconds, a million calls of queues, 100 GB out. The tables take nothing off for that.',
    '',
    '## The fixed part',
    '',
    ...REGIONS.flatMap(([name, region]) => [
      `### ${name} a month`,
      '',
      ...comparison(variants.map(([variant, holdings]) => [variant, fixedLines(holdings, region)])),
      '',
    ]),
    'In an existing VPC, its way out and its addresses are paid where they are; the same traffic costs there what it costs. What is there in numbers is counted in the synthesised template, with one app and the robot.',
    '',
    `- **A further app**: ${METRICS_BY_APP.length} custom metrics, ${dollars(METRICS_BY_APP.length * PRICES.metric.usd['ap-northeast-1'])}, and two more reads of the table a minute.`,
    `- **A KMS key of its own** (\`governance.ownKey\`): ${dollars(PRICES.key.usd['ap-northeast-1'])} and its uses.`,
    `- **A longer audit log** (\`audit.keepDays\`): ${dollars(AUDIT_GB_A_MONTH * 120 * PRICES.logStored.usd['ap-northeast-1'])} a month once it has ten years, at ${count(EXAMPLE_MESSAGES)} messages a month without question and answer.`,
    '- **A domain**: nothing for the domain name of API Gateway and the certificate; a Route 53 zone, if you make one for it, has its own price.',
    '- **While an app is blocked**, its secret is read every minute: ' +
      `${dollars(43_800 * PRICES.secretCall.usd['ap-northeast-1'])} a month.`,
    '',
    '## A thousand messages',
    '',
    ...REGIONS.flatMap(([name, region]) => [
      `### ${name}, a thousand messages`,
      '',
      ...comparison(
        variants.map(([variant, holdings]) => [variant, messageLines(holdings, region, THOUSAND)]),
      ),
      '',
    ]),
    `And the model, at ${count(ASSUMED.inputTokens)} tokens read, of which ${count(ASSUMED.cachedTokens)} cached, and ${count(ASSUMED.outputTokens)} said or thought:`,
    '',
    '| model | a thousand messages |',
    '| --- | ---: |',
    ...Object.keys(MODEL_PRICES).map((model) => `| \`${model}\` | ${dollars(modelUsd(model, THOUSAND))} |`),
    '',
    ...unitsOfAThousand(),
    'What members really used is in the audit log: _What did it cost, by app and day?_ ([audit](audit.md)).',
    '',
    ...assumptions(),
    ...prices(),
  ].join('\n');
}

function leadOf(name: string, region: Region, variants: readonly (readonly [string, Holdings])[]): string[] {
  const [model = ''] = MODELS;
  return [
    `## ${name} (\`${region}\`)`,
    '',
    `| way out | fixed a month | AWS, 1,000 messages | ${MODELS.map((each) => `\`${each}\`, 1,000 messages`).join(' | ')} | 50 people, 20 messages a working day |`,
    `| --- | ---: | ---: | ${MODELS.map(() => '---:').join(' | ')} | ---: |`,
    ...variants.map(([variant, holdings]) => {
      const fixed = total(fixedLines(holdings, region));
      const example = total(messageLines(holdings, region, EXAMPLE_MESSAGES));
      return `| ${variant} | ${dollars(fixed)} | ${dollars(total(messageLines(holdings, region, THOUSAND)))} | ${MODELS.map((each) => dollars(modelUsd(each, THOUSAND))).join(' | ')} | ${dollars(fixed + example + modelUsd(model, EXAMPLE_MESSAGES))} |`;
    }),
    '',
    `The last column is a month with ${count(EXAMPLE_MESSAGES)} messages, with \`${model}\`.`,
    '',
  ];
}

/** Lines of several bills beside each other. */
function comparison(bills: readonly (readonly [string, readonly Line[]])[]): string[] {
  const items = [...new Set(bills.flatMap(([, lines]) => lines.map(({ item }) => item)))];
  return [
    `| | ${bills.map(([name]) => name).join(' | ')} |`,
    `| --- | ${bills.map(() => '---:').join(' | ')} |`,
    ...items.map((item) => `| ${item} | ${bills.map(([, lines]) => cell(lines, item)).join(' | ')} |`),
    `| **together** | ${bills.map(([, lines]) => `**${dollars(total(lines))}**`).join(' | ')} |`,
  ];
}

function cell(lines: readonly Line[], item: string): string {
  const line = lines.find((each) => each.item === item);
  return line ? `${count(line.amount)}: ${dollars(line.usd)}` : '–';
}

function assumptions(): string[] {
  return [
    '## What is assumed',
    '',
    'Calls of a message are counted by a test on the local stack; the number of everything fixed is counted in the template. The rest only a deployed stack could show:',
    '',
    '| | |',
    '| --- | ---: |',
    `| seconds of a callback | ${ASSUMED.callbackSeconds} |`,
    `| seconds of a worker, mostly the model's | ${ASSUMED.workerSeconds} |`,
    `| seconds of the function that runs every minute | ${ASSUMED.recoverySeconds} |`,
    `| units of a write of the table | ${ASSUMED.unitsOfAWrite} |`,
    `| bytes of log lines of a message | ${count(ASSUMED.logBytes)} |`,
    `| bytes of its record in the audit log, without question and answer | ${count(ASSUMED.auditBytes)} |`,
    `| bytes through the way out, for a message | ${count(ASSUMED.throughBytes)} |`,
    `| of these out | ${count(ASSUMED.outBytes)} |`,
    `| GB of the flow log of refused packets, a month | ${ASSUMED.flowLogGb} |`,
    '',
    'A queue is asked by Lambda all the time, by five connections at first ([AWS](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html)); each is taken to wait the 20 s that it may.',
    '',
    "Not counted: tax, support, data between zones, the table's storage and backup (0.285 a GB-month in Tokyo for storage, so far below a dollar for most), reads of the table beyond 4 KB of memory, " +
      `reads of secrets (three a message at most, since a sandbox keeps them for five minutes: ${dollars(3 * THOUSAND * PRICES.secretCall.usd['ap-northeast-1'])} a thousand), ` +
      'new sandboxes, questions asked of the logs, alarms by e-mail beyond a thousand, what the doctor and the notifier take when they run.',
    '',
  ];
}

function prices(): string[] {
  return [
    '## The prices',
    '',
    `Looked up on ${PRICES_AS_OF}. Each leads to AWS's price list of its service and region, where it has the name of the second column behind \`APN1-\` or \`APS1-\` (of KMS, behind the name of the region; of Singapore's secrets, in the singular). The price lists themselves were not at hand: _seen_ is the month of what cites them for that region, and a price without it may be off. Citations with an address: [Singapore, August 2026](https://github.com/Shaugato/mainline/blob/f50efde4e6a8074c9523e9e00385b5c92a2adbc0/evidence/deploy/verify/aws-quota-and-cost.json) of functions, alarms, dashboard, logs, transfer; [Singapore, July 2026](https://github.com/farhan-helmy/s3-zip-archiver) of the NAT gateway too; [Tokyo, October 2026](https://github.com/miruky/aws-dentaku/blob/0ab5e829a957a5a9eff0b9861b15a66896a43b79/src/data/prices.json) of functions, HTTP API, table. The others were found in a search of public files that gives no address; those of May 2025 are from somebody's bill. The free allowances are those of [CloudWatch](https://aws.amazon.com/cloudwatch/pricing/), [Lambda](https://aws.amazon.com/lambda/pricing/) and [SQS](https://aws.amazon.com/sqs/pricing/).`,
    '',
    '| for | in the price list | Tokyo | seen | Singapore | seen |',
    '| --- | --- | ---: | --- | ---: | --- |',
    ...Object.values<Price>(PRICES).map(
      (price) =>
        `| ${price.per} | \`${price.usageType}\` | ${REGIONS.map(([, region]) => cited(price, region)).join(' | ')} |`,
    ),
    '',
    ...priceOfModels(),
  ];
}

function cited(price: Price, region: Region): string {
  const { [region]: usd } = price.usd;
  return `[${exact(usd)}](${priceListOf(price, region)}) | ${price.seen[region] ?? 'not confirmed'}`;
}

function dollars(usd: number): string {
  if (usd !== 0 && usd < 0.001) return '< 0.001';
  return usd.toFixed(usd < 0.1 ? 3 : 2);
}

function count(amount: number): string {
  return amount.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

function exact(usd: number): string {
  return usd < 0.001 ? `${Number((usd * 1e6).toPrecision(6))} a million` : String(usd);
}
