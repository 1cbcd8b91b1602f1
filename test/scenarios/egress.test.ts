import settled from '../lib/configs/settled';
import thrifty from '../lib/configs/thrifty';
import twoZones from '../lib/configs/two-zones';
import { Member } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { stackOf } from '../support/synthesised';

/** The addresses from which WeCom saw the app send. */
async function addressesOfSends(stack: OwnStack): Promise<string[]> {
  const calls = (await (await fetch(`${stack.endpoints.simulatorUrl}/api-calls`)).json()) as {
    api: string;
    address: string;
  }[];
  return [...new Set(calls.filter(({ api }) => api === 'message/send').map(({ address }) => address))];
}

it.each([
  ['a NAT instance, a domain in Route 53 and its own key', thrifty],
  // What an earlier deployment has left is not on this machine.
  ['a VPC and a certificate that are there', { ...settled, keep: {} }],
  ['two zones', twoZones],
])('the stack with %s answers from the addresses of the output alone', async (_, config) => {
  const assemblyDirectory = stackOf(config, { bundling: true, stage: 'test' }).app.synth().directory;
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
