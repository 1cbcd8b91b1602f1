/** One part of a form that has a file name. */
export interface FilePart {
  readonly name: string;
  readonly filename: string;
  readonly bytes: Buffer;
}

/**
 * Reads the parts of a `multipart/form-data` body (RFC 7578) that are files, in order.
 * @returns none if the body is no such form
 */
export function readFileParts(contentType: string, body: Buffer): FilePart[] {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return [];
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: FilePart[] = [];
  let from = whole.indexOf(delimiter);
  while (from >= 0) {
    const start = from + delimiter.length;
    const to = whole.indexOf(delimiter, start);
    if (to < 0) break;
    parts.push(...readPart(whole.subarray(start, to)));
    from = to;
  }
  return parts;
}

function readPart(part: Buffer): FilePart[] {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return [];
  const [, disposition] =
    /^content-disposition:\s*form-data\s*;(.*)$/im.exec(part.toString('utf8', 0, end)) ?? [];
  const name = parameter(disposition, 'name');
  const filename = parameter(disposition, 'filename');
  if (name === undefined || filename === undefined) return [];
  return [{ name, filename, bytes: part.subarray(end + 4) }];
}

function parameter(disposition = '', name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`).exec(disposition) ?? [];
  return quoted ?? bare;
}
