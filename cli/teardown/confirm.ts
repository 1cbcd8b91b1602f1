import { LeftError } from '../left-error';
import type { Texts } from '../texts/texts';
import { askYesOrNo, NoAnswerError, type Terminal } from '../terminal/terminal';
import { UsageError } from '../usage-error';
import type { TeardownOptions } from './arguments';
import { TeardownError } from './faults';
import type { KeptThing, RemovableKind } from './kept';

/** What somebody agreed to. */
export interface Agreement {
  /** What goes besides the stack. */
  readonly removed: readonly RemovableKind[];
  /** Whether the line KeepLine is saved. */
  readonly isSaved: boolean;
}

/**
 * Lets the name be typed, and asks for each kind of thing that is to go besides, before anything is done.
 * @param kept what there is of them @param canSave whether there is a line to save
 * @throws TeardownError not-confirmed; LeftError; UsageError where nobody can be asked
 */
export async function confirm(
  terminal: Terminal,
  { name, yes, removed }: Pick<TeardownOptions, 'name' | 'yes' | 'removed'>,
  kept: readonly KeptThing[],
  canSave: boolean,
  { teardown: texts, terminal: { yesOrNo } }: Texts,
): Promise<Agreement> {
  const there = removed.filter((kind) => kept.some((thing) => thing.kind === kind));
  if (yes) return { removed: there, isSaved: canSave };
  const ask = (question: string, preset: boolean) => askYesOrNo(terminal, question, preset, yesOrNo);
  try {
    if ((await terminal.ask(texts.confirm(name))) !== name)
      throw new TeardownError({ code: 'not-confirmed', name });
    const agreed: RemovableKind[] = [];
    for (const kind of there) {
      const ids = kept.filter((thing) => thing.kind === kind).map(({ id }) => id);
      if (await ask(texts.confirmRemoval[kind](ids.join(', ')), false)) agreed.push(kind);
    }
    return { removed: agreed, isSaved: canSave && (await ask(texts.askSave, true)) };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    throw error.why === 'left' ? new LeftError(texts.left) : new UsageError(texts.usage.nobodyToAsk(name));
  }
}
