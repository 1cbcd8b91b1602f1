import { runningStack, type RunningStack } from './running-stack';

/** A request as the model stand-in received it. */
export interface ModelRequest {
  readonly path: string;
  readonly body: {
    readonly model: string;
    readonly instructions: string;
    readonly store: boolean;
    readonly stream: boolean;
    readonly input: readonly { readonly role: string; readonly content: string }[];
  };
}

/** The requests whose body holds a text, the latest last. */
export async function modelRequests(
  contains: string,
  { endpoints }: Pick<RunningStack, 'endpoints'> = runningStack(),
): Promise<ModelRequest[]> {
  const url = new URL('/requests', endpoints.openaiUrl);
  url.searchParams.set('contains', contains);
  return (await (await fetch(url)).json()) as ModelRequest[];
}
