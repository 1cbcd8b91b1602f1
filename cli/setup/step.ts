import type { SetupTexts } from '../texts/setup-texts';
import type { SetupWorld } from './world';

/** What a step sees before it does anything. */
export type Seen =
  /** Nothing is to be done; in a few words, what there is. */
  | { readonly is: 'done'; readonly says: string }
  /** Something is to be done; what to do, where that is not what the step always asks for. */
  | { readonly is: 'open'; readonly says?: string }
  /** It makes no sense here. */
  | { readonly is: 'left-out' };

/** The steps by name, in the order in which they are taken; from `wecom` on, those of an app come once for each. */
export type StepName =
  | 'machine'
  | 'configuration'
  | 'account'
  | 'room'
  | 'bootstrap'
  | 'deploy'
  | 'keep'
  | 'model'
  | 'robot'
  | 'wecom'
  | 'callback'
  | 'dns'
  | 'own-check'
  | 'saved'
  | 'trusted-ip'
  | 'menu'
  | 'first-message';

/** One thing that has to be so before the next can be. What is done is found out anew each time, and kept nowhere. */
export interface Step {
  readonly name: StepName;
  /** The app that it is about. */
  readonly app?: string;
  /** The rest works without it. */
  readonly optional?: true;
  /** @throws SetupError, and what AWS's clients throw */
  readonly look: (world: SetupWorld) => Promise<Seen>;
  /**
   * Does it, with the person's help. Returns when it is done.
   * @returns what there is now, in a few words
   * @throws SetupError, NoAnswerError, and what AWS's clients throw
   */
  readonly act: (world: SetupWorld) => Promise<string>;
}

/** How it is with a step. */
export interface StepResult {
  readonly step: StepName;
  readonly app?: string;
  /** The rest works without it. */
  readonly optional?: true;
  /** `later`: it comes after the next, and was not looked at. */
  readonly state: 'done' | 'next' | 'later' | 'not-needed';
}

export function resultOf({ name, app, optional }: Step, state: StepResult['state']): StepResult {
  return { step: name, ...(app !== undefined && { app }), ...(optional && { optional }), state };
}

/** As it is called on the screen. */
export function titleOf({ name, app }: Pick<Step, 'name' | 'app'>, texts: SetupTexts): string {
  return app === undefined ? texts.steps[name] : texts.ofApp(texts.steps[name], app);
}

export const done = (says: string): Seen => ({ is: 'done', says });
export const OPEN: Seen = { is: 'open' };
export const LEFT_OUT: Seen = { is: 'left-out' };
