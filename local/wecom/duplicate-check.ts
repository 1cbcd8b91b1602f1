/** The longest `duplicate_check_interval` [D90236]. */
export const MAX_DUPLICATE_SECONDS = 14_400;

/** What enable_duplicate_check compares with: the messages of one app, by receivers and content [D90236]. */
export class DuplicateCheck {
  private sent: { key: string; at: number; checked: boolean }[] = [];

  /** @param key receivers and content @param at ms @param checked whether it was sent with enable_duplicate_check */
  remember(key: string, at: number, checked: boolean): void {
    this.sent = this.sent.filter((one) => one.at > at - MAX_DUPLICATE_SECONDS * 1000);
    this.sent.push({ key, at, checked });
  }

  /** @param since ms @param seesAll also what was sent without the check; both readings are possible */
  isDuplicate(key: string, since: number, seesAll: boolean): boolean {
    return this.sent.some((one) => one.key === key && one.at > since && (one.checked || seesAll));
  }
}
