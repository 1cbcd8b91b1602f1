import type { UnsupportedKind } from '../../shared/queue-message';
import type { ModelFailure } from '../ports';

/** Everything that the bot itself says to a member, in one language. */
export interface Texts {
  readonly help: string;
  readonly newConversation: string;
  readonly unsupported: Readonly<Record<UnsupportedKind, string>>;
  readonly tooLong: string;
  /** Stands under an answer that the provider ended before it was whole. */
  readonly cutOff: string;
  readonly modelFailed: Readonly<Record<ModelFailure, string>>;
}
