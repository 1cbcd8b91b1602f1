import type { PartitionPlace } from '../operations';
import { AwsError, isRecord, stringIn, type Input } from '../service';

/**
 * The values of `dynamodb:LeadingKeys`: the partition keys that the request is about.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * @param name of the table's partition key
 * @throws AwsError where a request does not say it, which is then no valid one either
 */
export function leadingKeysOf(input: Input, place: PartitionPlace, name: string): string[] {
  const value = place === 'KeyConditionExpression' ? queried(input, name) : valueIn(input[place], name);
  const key = isRecord(value) ? (value['S'] ?? value['N'] ?? value['B']) : undefined;
  if (typeof key === 'string') return [key];
  throw new AwsError(
    'com.amazon.coral.validate#ValidationException',
    `The local stack finds no ${name} in the ${place} of this request.`,
  );
}

/** What `name = :value` in the expression demands, either of which may be a placeholder. */
function queried(input: Input, name: string): unknown {
  const expression = stringIn(input, 'KeyConditionExpression') ?? '';
  const placeholder = [...expression.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)].find(
    ([, left = '']) =>
      (left.startsWith('#') ? valueIn(input['ExpressionAttributeNames'], left) : left) === name,
  )?.[2];
  return placeholder === undefined ? undefined : valueIn(input['ExpressionAttributeValues'], placeholder);
}

function valueIn(holder: unknown, name: string): unknown {
  return isRecord(holder) ? holder[name] : undefined;
}
