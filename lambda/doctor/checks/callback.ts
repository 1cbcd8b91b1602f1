import type { LastArrivals } from '../../aws/arrivals';
import { errorFields } from '../../shared/log';
import { found, type Finding } from '../finding';

/** What callbacks are looked for with. */
export interface CallbackPorts {
  readonly lastArrivals: (app: string) => Promise<LastArrivals>;
}

/** Whether WeCom delivers what members write: messages and events have a box each to be ticked in its console. */
export async function checkCallback({ lastArrivals }: CallbackPorts, app: string): Promise<Finding> {
  const arrivals = await lastArrivals(app).catch((error: unknown) => errorFields(error));
  if ('code' in arrivals) return found('callback-unknown', { reason: arrivals.code }, app);
  const { message, event } = arrivals;
  if (message !== undefined) return found('callback-seen', { at: new Date(message).toISOString() }, app);
  return event === undefined
    ? found('callback-never', {}, app)
    : found('callback-events-only', { at: new Date(event).toISOString() }, app);
}
