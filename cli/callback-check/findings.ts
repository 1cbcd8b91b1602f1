/** The two ways in which WeCom calls a callback: the URL check (GET) and a message (POST). */
export type RequestKind = 'check' | 'message';

/** What the answer was, in words fit for a terminal. */
interface Words {
  readonly words: string;
}

/** What each class of finding knows beyond its name. */
export interface FindingDetails {
  'plain-http': object;
  'amazonaws-domain': { readonly host: string };

  dns: { readonly host: string; readonly reason: string };
  certificate: { readonly host: string; readonly reason: string };
  tls: { readonly reason: string };
  connection: { readonly host: string; readonly reason: string };
  'no-answer': { readonly request: RequestKind; readonly waitedMs: number };

  redirect: { readonly status: number; readonly location: string };
  'wrong-path': Words;
  'domain-not-mapped': Words;
  'wrong-token': Words;
  'wrong-key': Words;
  'wrong-corp-id': Words;
  'not-ready': Words;
  'server-error': Words & { readonly request: RequestKind; readonly status: number };
  'unexpected-status': Words & { readonly request: RequestKind; readonly status: number };

  'byte-order-mark': object;
  'white-space': object;
  quotes: object;
  json: object;
  number: object;
  'empty-echo': object;
  'web-page': object;
  'other-echo': Words;

  'wrong-agent-id': Words;
  stale: Words;
  'message-answer': Words;
  'broken-reply': object;

  'slow-check': { readonly firstMs: number; readonly secondMs: number; readonly limitMs: number };
  'slow-first-check': { readonly firstMs: number; readonly secondMs: number; readonly limitMs: number };
  'slow-message': { readonly tookMs: number; readonly limitMs: number };

  'accepts-forgery': { readonly request: RequestKind };
}

/** The name of a class of finding. */
export type FindingCode = keyof FindingDetails;

/** Something that is wrong with a callback, or will be in the way. */
export type Finding<Code extends FindingCode = FindingCode> = {
  [Each in Code]: { readonly code: Each } & FindingDetails[Each];
}[Code];

const WARNINGS: ReadonlySet<FindingCode> = new Set(['plain-http', 'amazonaws-domain', 'slow-first-check']);

/** Whether WeCom, or safety, would stumble over it; the others are warnings. */
export const isFault = ({ code }: Finding): boolean => !WARNINGS.has(code);
