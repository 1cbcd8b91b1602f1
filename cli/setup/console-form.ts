/** A page of WeCom's admin console, as far as it is to be filled in. */
export interface ConsoleForm {
  /** The way to the page. */
  readonly page: string;
  /** Fields with what belongs into them. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Boxes to tick. */
  readonly ticks?: readonly string[];
  readonly button: string;
}

/**
 * Draws the page. There is no frame on the right: what is copied by a double click or to the end of the line is the value
 * alone.
 */
export function consoleForm({ page, fields, ticks = [], button }: ConsoleForm): string {
  return [
    `  ┌─ ${page}`,
    '  │',
    ...fields.flatMap(([name, value]) => [`  │  ${name}`, `  │      ${value}`, '  │']),
    ...(ticks.length > 0 ? [...ticks.map((tick) => `  │  ☑ ${tick}`), '  │'] : []),
    `  └─ [ ${button} ]`,
  ].join('\n');
}
