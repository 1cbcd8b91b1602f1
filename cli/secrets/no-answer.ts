import { LeftError } from '../left-error';
import { NoAnswerError } from '../terminal/terminal';
import type { SecretsTexts } from '../texts/secrets-texts';
import { SecretsError } from './faults';

/** What becomes of an error where a value was asked for. @returns throws SecretsError no-terminal, LeftError, or the error itself */
export function noAnswer(action: keyof SecretsTexts['left'], texts: SecretsTexts): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof NoAnswerError)) throw error;
    throw error.why === 'left'
      ? new LeftError(texts.left[action])
      : new SecretsError({ code: 'no-terminal', action });
  };
}
