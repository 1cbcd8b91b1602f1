import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { DoctorReport } from '../../lambda/doctor/handler';
import { wordsOf } from '../callback-check/words';
import { DoctorError } from './faults';

/** The function itself gives up after 60 s. */
const PATIENCE_MS = 65_000;

/**
 * What the doctor function of the stack sees from inside.
 * @param functionName of output DoctorFunctionName
 * @throws DoctorError doctor-failed, doctor-answer; and what the client throws
 */
export async function askDoctor(lambda: LambdaClient, functionName: string): Promise<DoctorReport> {
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: functionName }), {
    requestTimeout: PATIENCE_MS,
  });
  const answer = parsed(Payload?.transformToString() ?? '');
  if (FunctionError !== undefined) throw new DoctorError({ code: 'doctor-failed', reason: reasonIn(answer) });
  if (!isReport(answer)) throw new DoctorError({ code: 'doctor-answer' });
  return answer;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** What Lambda says of a function that threw: `{ errorType, errorMessage, trace }`. */
function reasonIn(failure: unknown): string {
  const { errorType, errorMessage } = (failure ?? {}) as { errorType?: string; errorMessage?: string };
  return wordsOf([errorType, errorMessage].filter(Boolean).join(': '));
}

function isReport(answer: unknown): answer is DoctorReport {
  const { version, findings } = (answer ?? {}) as Partial<DoctorReport>;
  return typeof version === 'string' && Array.isArray(findings);
}
