/** Marks of byte order, with what they say. */
const MARKED = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** All but tab, line ends and the escape that colours a log. */
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;
/** What no text has that was meant to be read: GB18030 gives a meaning to almost any bytes. */
const MEANINGLESS = /[\x80-\x9f\p{Co}\p{Cn}]/u;

/**
 * The text in a file: UTF-8, UTF-16 with its mark, or what Windows in China writes.
 * @param isCut whether the file goes on: what is begun at the end need not be whole
 * @returns undefined if it is no text, or empty
 */
export function readText(bytes: Uint8Array, isCut: boolean): string | undefined {
  const marked = MARKED.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const text = marked
    ? decoded(bytes, marked.encoding, isCut)
    : (decoded(bytes, 'utf-8', isCut) ?? chinese(bytes, isCut));
  return text === undefined || text.trim() === '' || CONTROL.test(text) ? undefined : text;
}

function chinese(bytes: Uint8Array, isCut: boolean): string | undefined {
  const text = decoded(bytes, 'gb18030', isCut);
  if (text === undefined || MEANINGLESS.test(text) || !isMostlyCommon(bytes)) return undefined;
  return text;
}

/**
 * Whether most of its characters are those of GB2312, which Chinese is written with. The others of GB18030 are rare;
 * Shift_JIS that is read as if it were Chinese has many of them.
 */
function isMostlyCommon(bytes: Uint8Array): boolean {
  let common = 0;
  let rare = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail = 0] = bytes.subarray(at, at + 2);
    if (lead < 0x80) continue;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common += 1;
    else rare += 1;
    at += 1;
  }
  return common > rare;
}

/** @returns undefined if the bytes are not of this encoding */
function decoded(bytes: Uint8Array, encoding: string, isCut: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}
