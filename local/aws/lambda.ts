import type { Result } from './lambda-function';
import { AnswerWithHeaders, AwsError, stringIn, type AwsService, type Call } from './service';

const DEFAULT_CONCURRENCY = 1_000;
const GIGABYTE = 1024 ** 3;

/** Runs a function by its name or ARN, for an operator; undefined if there is none. */
export type InvokeByName = (name: string, event: unknown) => Promise<Result> | undefined;

/** Lambda in front of the functions. */
export function lambdaService(invoke: InvokeByName): AwsService {
  return ({ operation, input }: Call): Promise<object> | object => {
    switch (operation) {
      case 'GetAccountSettings':
        return ACCOUNT_SETTINGS;
      case 'Invoke':
        return answerOf(stringIn(input, 'FunctionName') ?? '', input['Payload'] ?? {}, invoke);
      default:
        throw new Error(`operations.ts names lambda ${operation}, which nothing here answers.`);
    }
  };
}

/**
 * What Lambda says of the account: the limits that one has by default. A new one has less until it was used for a while.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const ACCOUNT_SETTINGS = {
  AccountLimit: {
    TotalCodeSize: 75 * GIGABYTE,
    CodeSizeUnzipped: GIGABYTE / 4,
    CodeSizeZipped: 50 * 1024 ** 2,
    ConcurrentExecutions: DEFAULT_CONCURRENCY,
    UnreservedConcurrentExecutions: DEFAULT_CONCURRENCY,
  },
};

/** A failure of the function's is a 200 too: only the header tells. */
async function answerOf(name: string, event: unknown, invoke: InvokeByName): Promise<AnswerWithHeaders> {
  const result = await invoke(name, event);
  if (!result) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, undefined, 404);
  if (result.ok) return new AnswerWithHeaders(result.value ?? null, {});
  return new AnswerWithHeaders(result.failure, { 'X-Amz-Function-Error': 'Unhandled' });
}
