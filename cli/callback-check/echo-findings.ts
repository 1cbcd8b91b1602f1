import type { Finding } from './findings';
import { wordsOf } from './words';

const BYTE_ORDER_MARK = '\uFEFF';

/** What is wrong with the answer to a URL check, which must be the decrypted `echostr` and nothing else [D90238]. */
export function echoFindings(body: Buffer, echo: string): Finding[] {
  if (body.equals(Buffer.from(echo))) return [];
  const wrapping: Finding[] = [];
  let rest = body.toString();
  if (rest.startsWith(BYTE_ORDER_MARK)) {
    wrapping.push({ code: 'byte-order-mark' });
    rest = rest.slice(BYTE_ORDER_MARK.length);
  }
  if (rest !== rest.trim()) {
    wrapping.push({ code: 'white-space' });
    rest = rest.trim();
  }
  if (/^(["']).*\1$/s.test(rest)) {
    wrapping.push({ code: 'quotes' });
    rest = rest.slice(1, -1);
  }
  return rest === echo ? wrapping : [foreignFinding(rest, echo)];
}

function foreignFinding(answer: string, echo: string): Finding {
  if (answer === '') return { code: 'empty-echo' };
  if (/^<(!doctype html|html)/i.test(answer)) return { code: 'web-page' };
  if (isJsonObject(answer)) return { code: 'json' };
  if (Number(answer) === Number(echo)) return { code: 'number' };
  return { code: 'other-echo', words: wordsOf(answer) };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
