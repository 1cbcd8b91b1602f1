import { AwsError } from './service';

/** What AWS would refuse as well. */
export function malformed(reason: string): AwsError {
  return new AwsError('MalformedQueryException', `The query is not valid: ${reason}.`);
}

/** What AWS may know, and this does not: nothing is guessed. */
export function notImplemented(what: string): AwsError {
  const message = `The local stack does not implement ${what} in a query of Logs Insights. See local/aws/insights-syntax.ts.`;
  console.error(`local/aws: ${message}`);
  return new AwsError('UnknownOperationException', message);
}
