import * as z from 'zod';
import { configSchema } from './schema';

/** What stands where in the schema, for whoever reports on it. A path is a list of keys, as in a fault of zod's. */
type Path = readonly PropertyKey[];

/** The fields that an object at this path may have. @param input decides which of several forms is meant */
export function fieldsAt(path: Path, input: unknown): string[] {
  const schema = schemaAt(path, input);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** An example of the value at this path, as it would be written. */
export function exampleAt(path: Path, input: unknown): string | undefined {
  const parent = schemaAt(path.slice(0, -1), input);
  const key = path.at(-1);
  const field = parent instanceof z.ZodObject ? fieldOf(parent, key) : schemaAt(path, input);
  const own = exampleOf(field);
  // An element of a list is shown by an example of the list, and a form that there is not by one that there is.
  return (
    own ??
    (parent instanceof z.ZodObject || path.length === 0 ? undefined : exampleAt(path.slice(0, -1), input))
  );
}

/** An example from a field's own schema. */
export function exampleOf(field: z.core.$ZodType | undefined): string | undefined {
  if (!field) return undefined;
  const examples = z.globalRegistry.get(field)?.['examples'] as unknown[] | undefined;
  if (examples) return JSON.stringify(examples[0]);
  const inner = innerOf(field);
  return inner && exampleOf(inner);
}

/** A schema out of its wrappers (optional, default, transformed). */
export function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const inner = schema && innerOf(schema);
  return inner ? unwrap(inner) : schema;
}

/** What a wrapper is about. */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in;
  const isWrapper =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapper ? schema.def.innerType : undefined;
}

function schemaAt(path: Path, input: unknown): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = configSchema;
  let value = input;
  for (const key of path) {
    const container = unwrap(formOf(unwrap(schema), value));
    if (container instanceof z.ZodObject) schema = fieldOf(container, key);
    else if (container instanceof z.ZodRecord) schema = container.valueType;
    else if (container instanceof z.ZodArray) schema = container.element;
    else return undefined;
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  }
  return unwrap(formOf(unwrap(schema), value));
}

/** Of several forms, the one that the value says it has, or the one of its type. */
function formOf(schema: z.core.$ZodType | undefined, value: unknown): z.core.$ZodType | undefined {
  if (!(schema instanceof z.ZodUnion)) return schema;
  if (!(schema instanceof z.ZodDiscriminatedUnion)) {
    const form = schema.options.find((option) => isContainer(option) && isOfType(option, value));
    return form ?? schema;
  }
  const { discriminator, options } = schema.def;
  const said = (value as Record<string, unknown> | null | undefined)?.[discriminator];
  return options.find((option) => {
    const literal = option instanceof z.ZodObject ? fieldOf(option, discriminator) : undefined;
    return literal instanceof z.ZodLiteral && literal.values.has(said as string);
  });
}

/** Whether it has fields or elements. */
export function isContainer(schema: z.core.$ZodType): schema is z.ZodObject | z.ZodArray {
  return schema instanceof z.ZodObject || schema instanceof z.ZodArray;
}

function isOfType(schema: z.ZodObject | z.ZodArray, value: unknown): boolean {
  return Array.isArray(value)
    ? schema instanceof z.ZodArray
    : typeof value === 'object' && value !== null && schema instanceof z.ZodObject;
}

function fieldOf(schema: z.ZodObject, key: PropertyKey | undefined): z.core.$ZodType | undefined {
  return (schema.shape as Record<string, z.core.$ZodType>)[String(key)];
}
