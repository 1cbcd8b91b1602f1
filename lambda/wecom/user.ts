import type { WecomApi } from './api';

/** A member of the company; apps made since 2022-06-20 are told no more than this. */
export interface User {
  /** As the company writes it; it compares without regard to case. */
  readonly userid: string;
  readonly name: string;
  readonly alias: string | undefined;
  /** Ids. */
  readonly departments: readonly number[];
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  readonly status: number;
}

/** `user/get` [D90196]. @throws WecomApiError (60111: no such member, 60011: not visible), WecomUnreachableError */
export async function getUser(api: WecomApi, app: string, userid: string): Promise<User> {
  const answer = await api.read(app, { api: 'user/get', query: { userid } });
  return {
    userid: answer.text('userid'),
    name: answer.text('name'),
    alias: answer.optionalText('alias'),
    departments: answer.list('department').map(Number),
    status: answer.number('status'),
  };
}
