/**
 * A userid as it is compared and kept: WeCom does not tell its case [D90196]. ASCII letters alone are folded: Unicode would
 * turn other characters, such as the Kelvin sign, into the letters of somebody else's userid.
 */
export function memberId(userid: string): string {
  return userid.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
