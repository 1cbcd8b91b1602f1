import { found, type OutsideFinding } from '../findings';

/** What a stack of this release puts out, for every configuration. */
export const OUTPUTS_OF_THIS_RELEASE = [
  'Step1WecomSecret',
  'Step2ModelSecret',
  'Step3CallbackSecret',
  'Step5TrustedIp',
  'KeepLine',
  'DoctorFunctionName',
  'LogGroups',
  'AppNames',
  'TimeZone',
  'BotTableName',
  'AuditLogName',
  'AuditReadPolicy',
  'MessageQueueUrl',
  'DeadLetterQueueUrl',
] as const;

/** Whether the stack puts out all that the commands of this release ask for. */
export function checkOutputs(outputs: Readonly<Record<string, string>>): OutsideFinding {
  const missing = OUTPUTS_OF_THIS_RELEASE.filter((name) => outputs[name] === undefined);
  return missing.length === 0
    ? found('outputs-ok', { count: Object.keys(outputs).length })
    : found('outputs-missing', { missing: missing.join(', ') });
}
