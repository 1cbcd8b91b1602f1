/** An error with these fields, for `toThrow`. */
export const errorWith = (fields: object): Error => expect.objectContaining(fields) as Error;

/** An error with this code whose message and stack do not hold a text. */
export const errorWithout = (secret: string, fields: object = {}): Error =>
  errorWith({
    ...fields,
    message: expect.not.stringContaining(secret) as string,
    stack: expect.not.stringContaining(secret) as string,
  });
