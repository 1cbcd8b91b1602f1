const ARN_PARTS = 6;

/** Whether the text is as the pattern says, in which `*` stands for any characters and `?` for one; case counts. */
export function matchesPattern(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su').test(text);
}

/**
 * Whether an ARN is as the pattern says: `*` for any, or an ARN whose parts are compared each by itself; the last part
 * has colons of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(arn: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const [parts, patterns] = [partsOf(arn), partsOf(pattern)];
  return (
    patterns.length === parts.length && patterns.every((each, i) => matchesPattern(parts[i] ?? '', each))
  );
}

/** Whether it can stand for ARNs: with fewer parts it would match nothing. */
export function isArnPattern(text: string): boolean {
  return text === '*' || (text.startsWith('arn:') && partsOf(text).length === ARN_PARTS);
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [
    ...parts.slice(0, ARN_PARTS - 1),
    ...(parts.length < ARN_PARTS ? [] : [parts.slice(ARN_PARTS - 1).join(':')]),
  ];
}
