import type { MemberFaultDetails } from '../member/faults';
import type { Kind } from '../member/places';
import type { Fate } from '../member/report';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface MemberUsageTexts {
  readonly exportOrErase: string;
  readonly oneMember: string;
  readonly notAUserid: string;
  readonly ofErase: string;
  readonly ofExport: string;
  readonly forceWithoutOut: string;
  readonly nobodyToAsk: string;
}

/** Everything that `member` says, in one language. */
export interface MemberTexts {
  readonly help: string;
  readonly usage: MemberUsageTexts;
  /** App, what, how many, what becomes of it. */
  readonly columns: readonly string[];
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly fates: Readonly<Record<Fate, string>>;
  readonly nothing: (member: string) => string;
  readonly exported: (member: string) => string;
  readonly written: (file: string) => string;
  readonly toErase: (member: string) => string;
  /** In place of the fate `erased`, before it is done. */
  readonly toBeErased: string;
  /** Ends where the answer begins. */
  readonly confirm: (member: string) => string;
  /** Ctrl-C at that question. */
  readonly left: string;
  readonly erased: (member: string) => string;
  /** Why something was kept, and how to erase it. */
  readonly kept: string;
  /** Before the list of them. */
  readonly underWay: string;
  /** Before one of the two lists that follow. */
  readonly elsewhere: string;
  readonly notExported: readonly string[];
  readonly notErased: readonly string[];
  readonly faults: FaultTexts<MemberFaultDetails>;
}
