import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../../local/synth';
import { Member } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';

const ROOT = join(__dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-egress-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The addresses from which WeCom saw the app send. */
async function addressesOfSends(stack: OwnStack): Promise<string[]> {
  const calls = (await (await fetch(`${stack.endpoints.simulatorUrl}/api-calls`)).json()) as {
    api: string;
    address: string;
  }[];
  return [...new Set(calls.filter(({ api }) => api === 'message/send').map(({ address }) => address))];
}

it.each([
  ['a NAT instance, a domain in Route 53 and its own key', 'thrifty'],
  ['a VPC and a certificate that are there', 'settled'],
  ['two zones', 'two-zones'],
])('the stack with %s answers from the addresses of the output alone', async (_, config) => {
  const assemblyDirectory = join(directory, config);
  await synth(ROOT, assemblyDirectory, { stage: 'test', config: `test/lib/configs/${config}.ts` });
  const stack = await startOwnStack({ assemblyDirectory });
  try {
    expect(stack.unfinished).toEqual([]);
    const members = ['zhangsan', 'lisi', 'wangwu'].map((userid) => new Member(userid, stack));
    await Promise.all(members.map((member) => member.asks('你好')));
    const seen = await addressesOfSends(stack);
    const trusted = stack.outputs['Step5TrustedIp']?.split(';') ?? [];
    expect(seen.length).toBeGreaterThan(0);
    expect(trusted).toEqual(expect.arrayContaining(seen));
  } finally {
    await stack.close();
  }
});
