import type { LocalStack } from '../../local/local-stack';

/** A call of a function as the local stack recorded it. */
export interface Call {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
}

type Stack = Pick<LocalStack, 'endpoints' | 'outputs'>;

/** What the functions called for a member. */
export async function callsFor(stack: Stack, userid: string): Promise<Call[]> {
  return (await control(stack, 'GET', `/calls?member=${userid}`)) as Call[];
}

/** Steers the local stack. */
export async function control(stack: Stack, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${stack.endpoints.simulatorUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}
