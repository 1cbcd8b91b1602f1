import { memberId } from '../lambda/shared/member-id';

/** [D90196] */
const USERID = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;

/** A userid (账号) as the stack keeps it, in lower case; undefined where the text is none. */
export function useridIn(text: string): string | undefined {
  return USERID.test(text) ? memberId(text) : undefined;
}
