import { UnfilledCredentialsError } from '../../shared/credentials';
import { errorFields } from '../../shared/log';
import type { Agent } from '../../wecom/agent';
import { WecomApiError } from '../../wecom/errors';
import type { AppConfig } from '../../shared/bot-config';
import { found, type Finding } from '../finding';
import { checkAudience, type AudiencePorts } from './audience';

/** What WeCom is asked with. */
export interface WecomPorts extends AudiencePorts {
  /** `agent/get`. @throws UnfilledCredentialsError, WecomApiError and others, by which nothing is known */
  readonly agentOf: (app: string) => Promise<Agent>;
  /** The addresses that calls should leave from. */
  readonly ips: readonly string[];
}

const UNTRUSTED_ADDRESS = 60020;

/** Whether WeCom takes the app's calls, from our address, who sees the app, and whom it sees. */
export async function checkWecom(
  ports: WecomPorts,
  app: string,
  config: Pick<AppConfig, 'audience' | 'limits'>,
): Promise<Finding[]> {
  const { agentOf, ips } = ports;
  try {
    const agent = await agentOf(app);
    return [
      found('wecom-accepts', { name: agent.name }, app),
      found('address-trusted', { ips: ips.join(';') }, app),
      ...(agent.isDisabled ? [found('app-disabled', {}, app)] : []),
      visibilityOf(agent, app),
      ...(await checkAudience(ports, app, config)),
    ];
  } catch (error) {
    // The secrets' own findings say what is missing.
    if (error instanceof UnfilledCredentialsError) return [];
    if (!(error instanceof WecomApiError)) {
      return [found('wecom-unreachable', { reason: errorFields(error).code }, app)];
    }
    return [refusal(error, ips, app)];
  }
}

function refusal({ errcode, address }: WecomApiError, ips: readonly string[], app: string): Finding {
  if (errcode !== UNTRUSTED_ADDRESS) {
    return found('wecom-refuses', { errcode }, app);
  }
  const facts = { seen: address ?? '?', ips: ips.join(';') };
  const isOurs = address === undefined || ips.includes(address);
  return found(isOurs ? 'address-untrusted' : 'address-elsewhere', facts, app);
}

function visibilityOf({ visibleTo }: Agent, app: string): Finding {
  const facts = {
    members: visibleTo.members.length,
    departments: visibleTo.departments.length,
    tags: visibleTo.tags.length,
  };
  const isToNobody = Object.values(facts).every((count) => count === 0);
  return found(isToNobody ? 'visible-to-nobody' : 'visible-to', facts, app);
}
