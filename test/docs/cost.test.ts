import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceListOf, PRICES, type Price } from '../../docs/make/cost/prices';
import { EGRESSES, holdingsOf, METRICS_BESIDES, METRICS_BY_APP } from '../../docs/make/cost/stack';
import { fixedLines, messageLines, modelUsd, total } from '../../docs/make/cost/sums';
import { MEMORY_GB } from '../../docs/make/cost/use';
import { ERROR_CLASSES, METRICS, REFUSAL_CLASSES } from '../../lambda/shared/metrics';
import { templateOf } from '../support/synthesised';
import { resourcesIn } from '../support/template';

const having = (name: keyof typeof EGRESSES) => holdingsOf(EGRESSES[name]);
const gateway = having('NAT gateway, one zone (default)');
const twoZones = having('NAT gateway, two zones');
const instance = having('NAT instance (t4g.nano)');
const existing = having('existing VPC');

it('each way out has what it is named after', () => {
  expect(gateway).toMatchObject({ natGateways: 1, addresses: 1, natInstances: 0, secrets: 4, dashboards: 1 });
  expect(twoZones).toMatchObject({ natGateways: 2, addresses: 2, natInstances: 0 });
  expect(instance).toMatchObject({ natGateways: 0, addresses: 1, natInstances: 1 });
  expect(existing).toMatchObject({ natGateways: 0, addresses: 0, natInstances: 0 });
});

it('a NAT gateway with its address is 48.91 a month in Tokyo', () => {
  const lines = fixedLines(gateway, 'ap-northeast-1');
  const ofGateway = lines.filter(({ item }) => /gateway hour|address hour/.test(item));
  expect(total(ofGateway)).toBeCloseTo(730 * 0.062 + 730 * 0.005, 6);
  expect(total(fixedLines(twoZones, 'ap-northeast-1')) - total(lines)).toBeCloseTo(total(ofGateway), 6);
});

it('messages cost a thousand times what one costs, and bytes only through a gateway', () => {
  const thousand = total(messageLines(gateway, 'ap-southeast-1', 1000));
  expect(thousand).toBeCloseTo(1000 * total(messageLines(gateway, 'ap-southeast-1', 1)), 6);
  expect(messageLines(instance, 'ap-southeast-1', 1).map(({ item }) => item)).not.toContain(PRICES.natGb.per);
});

it('what is cached is cheaper', () => {
  expect(modelUsd('gpt-5.4-mini', 1000)).toBeCloseTo(1.35 * 0.75 + 0.65 * 0.075 + 0.4 * 4.5, 6);
});

it('every metric has its series counted', () => {
  const besides = [METRICS.waited, METRICS.auditBehind, METRICS.errors, METRICS.refused];
  expect([...METRICS_BY_APP, ...besides].sort()).toEqual(Object.values(METRICS).sort());
  // Blocked and Budget are emitted for the whole stack besides.
  expect(METRICS_BESIDES).toBe(4 + ERROR_CLASSES.length + REFUSAL_CLASSES.length);
});

it('the functions have the memory that is reckoned with', () => {
  const memory = resourcesIn(templateOf(), 'AWS::Lambda::Function').map(([id, { Properties }]) => [
    id,
    Properties['MemorySize'],
  ]);
  const of = (part: string): unknown => memory.find(([id]) => String(id).includes(part))?.[1];
  expect(of('Callback')).toBe(MEMORY_GB.callback * 1024);
  expect(of('Worker')).toBe(MEMORY_GB.worker * 1024);
  expect(of('Recovery')).toBe(MEMORY_GB.recovery * 1024);
});

it.each(Object.entries<Price>(PRICES))(
  'the price %s is of both regions, and can be looked up',
  (_, price) => {
    expect(Object.keys(price.usd)).toEqual(['ap-northeast-1', 'ap-southeast-1']);
    expect(Math.min(...Object.values(price.usd))).toBeGreaterThan(0);
    expect(price.usageType).toMatch(/^[A-Z][\w:.-]+$/);
    expect(priceListOf(price, 'ap-northeast-1')).toMatch(
      /\/(A[A-Za-z0-9]+|awskms)\/current\/ap-northeast-1\//,
    );
    for (const month of Object.values(price.seen)) expect(month).toMatch(/^202\d-(0[1-9]|1[0-2])$/);
  },
);

it.each(['README.md', 'README.zh-CN.md'])('%s has the figures of the page', (file) => {
  const readme = readFileSync(join(__dirname, '../..', file), 'utf8');
  for (const holdings of [gateway, twoZones, instance, existing]) {
    const [tokyo, singapore] = (['ap-northeast-1', 'ap-southeast-1'] as const).map((region) =>
      total(fixedLines(holdings, region)).toFixed(2),
    );
    expect(readme).toMatch(new RegExp(`\\| +${tokyo} \\| +${singapore} \\|`));
  }
});
