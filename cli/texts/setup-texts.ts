import type { ConsoleForm } from '../setup/console-form';
import type { SetupFaultDetails } from '../setup/faults';
import type { PriceOfStack } from '../setup/price';
import type { StepName } from '../setup/step';
import type { LoadedConfig } from '../../lib/config';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface SetupUsageTexts {
  readonly oneApp: string;
  readonly noStack: string;
}

/** Everything that `npm run setup` says, in one language. */
export interface SetupTexts {
  readonly help: string;
  readonly usage: SetupUsageTexts;
  readonly faults: FaultTexts<SetupFaultDetails>;

  readonly begins: string;
  /** Of a setup that only practises, on the stack of this machine. */
  readonly practice: (simulatorUrl: string) => string;
  readonly left: string;
  readonly allDone: (isLocal: boolean) => string;
  readonly notDone: (count: number) => string;
  /** Before a look that takes some seconds. */
  readonly looks: string;
  readonly steps: Readonly<Record<StepName, string>>;
  /** What to do at a step that is not done. The others are done, or fail and say why. */
  readonly todo: Readonly<Record<Exclude<StepName, 'machine' | 'account' | 'room'>, string>>;
  readonly ofApp: (step: string, app: string) => string;
  readonly colon: string;
  readonly isNext: string;
  readonly isNextAndOptional: string;
  readonly isLater: string;
  readonly isNotNeeded: string;
  readonly next: string;

  readonly machineIs: (version: string) => string;
  readonly askRegion: string;
  readonly noRegion: string;
  readonly aboutDomain: string;
  readonly askDomain: string;
  readonly noDomain: string;
  readonly aboutCertificate: (name: string) => string;
  readonly askCertificate: string;
  readonly noCertificate: string;
  readonly aboutContent: string;
  readonly askContent: string;
  readonly askUnrecorded: string;
  readonly aboutEmail: string;
  readonly askEmail: string;
  readonly noEmail: string;
  /** @param recorded apps whose conversations are in the audit log */
  readonly configIsMade: string;
  readonly configurationIs: (region: string, apps: readonly string[], recorded: readonly string[]) => string;
  readonly accountIs: (account: string, arn: string, region: string) => string;
  readonly roomIs: (executions: number) => string;
  /** @param action that the credentials may not do */
  readonly roomUnknown: (action: string) => string;
  readonly concurrencyLow: (executions: number, workers: number) => string;
  readonly qualifierIs: (qualifier: string) => string;
  readonly aboutBootstrap: string;
  readonly askBootstrap: string;
  readonly isBootstrapped: string;
  readonly plan: (stack: string, config: LoadedConfig, price: PriceOfStack) => string;
  readonly askDeploy: string;
  readonly stackIs: (stack: string) => string;
  readonly aboutKeep: (stage: string | undefined) => string;
  readonly askKeep: string;
  readonly isKept: string;
  readonly keepByHand: string;

  readonly modelIs: string;
  readonly aboutApp: (app: string) => string;
  readonly wecomIs: string;
  /** Of values that are refused, before they are asked for. */
  readonly entersAnew: string;
  /** What to do. @param says what WeCom refuses */
  readonly areRefused: (says: string) => string;
  readonly askNewValues: string;
  readonly callbackIs: string;
  readonly aboutDns: (name: string, target: string) => string;
  readonly dnsIs: (name: string) => string;
  /** @param seen where the name leads to, or a code of DNS */
  readonly dnsSays: (seen: string) => string;
  readonly ownCheckIsWell: string;
  readonly waitsForSecret: string;
  readonly askAgain: string;
  readonly receiveForm: (values: {
    readonly app: string;
    readonly url: string;
    readonly token: string;
    readonly encodingAesKey: string;
  }) => ConsoleForm;
  readonly waitsForSave: string;
  /** @param code of the refusal */
  readonly refusedSave: (code: string) => string;
  /** Of a request for an app that there is not. @param end of the URL as it should be */
  readonly refusedUrl: (end: string) => string;
  readonly isSaved: string;
  readonly trustedIpForm: (app: string, ips: readonly string[]) => ConsoleForm;
  readonly waitsForTrust: string;
  readonly isTrusted: (ips: readonly string[]) => string;
  readonly waitsForMenu: string;
  readonly menuIs: string;
  readonly askUserid: string;
  readonly noUserid: string;
  readonly welcomes: (member: string) => string;
  readonly isWelcomed: string;
  readonly isNotWelcomed: string;
  readonly isUnreachable: (member: string) => string;
  readonly writeToIt: string;
  readonly isAnswered: (seconds: number) => string;
  /** As the audit log has it. */
  readonly isNoAnswer: (result: string, error: string | undefined) => string;
  /** @param at ms since epoch */
  readonly hasMessages: (at: number) => string;
  readonly aboutRobot: string;
  readonly robotMayWait: string;
  readonly robotLater: string;
  readonly robotIs: string;
}
