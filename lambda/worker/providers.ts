import type { Secret, SecretReader } from '../aws/secret-reader';
import type { Model, Moderator, Painter, Speech } from '../chat/ports';
import { encodeAmr } from '../media/amr-encode';
import { resample } from '../media/resample';
import { decodeVoice, isSilent } from '../media/voice';
import { writeWav } from '../media/wav';
import { ChatCompletionsModel } from '../model/chat-completions';
import { ProviderModerator } from '../model/moderation';
import { ProviderPainter } from '../model/painter';
import type { Connection, KeyReader } from '../model/provider-client';
import { ResponsesModel } from '../model/responses';
import { ProviderSpeech } from '../model/speech';
import type { BotConfig } from '../shared/bot-config';
import type { ModelSecret } from '../shared/credentials';
import { ENVIRONMENT } from '../shared/environment';
import { furtherKey, mcpAuthorization, modelKey, type FurtherKey } from '../wiring/credentials';

/** Whom the worker asks. */
export interface Providers {
  readonly model: Model;
  /** Absent: the bot neither hears nor speaks. */
  readonly speech: Speech | undefined;
  /** Absent: the bot does not draw by command. */
  readonly painter: Painter | undefined;
  /** Absent: no app asks the provider's moderation. */
  readonly moderator: Moderator | undefined;
}

/** The providers of the configuration. @param clock ms since epoch */
export function providersOf(
  config: BotConfig,
  environment: NodeJS.ProcessEnv,
  secrets: Pick<SecretReader<ModelSecret>, 'read'>,
  clock: () => number,
): Providers {
  const { provider, timing, transcription, speech, images, apps } = config;
  const keyIn =
    (of: (secret: Secret<ModelSecret>) => string): KeyReader =>
    async (maxAgeMs) =>
      of(await secrets.read(maxAgeMs));
  const apiKey = keyIn(modelKey);
  const connection = { azure: provider.azure };
  /** That of another provider, or the model's. */
  const further = (url: string | undefined, field: FurtherKey): [KeyReader, Connection] => [
    keyIn((secret) => furtherKey(secret, field, url !== undefined)),
    url === undefined ? connection : { baseUrl: url },
  ];
  const [speechKey, atSpeech] = further(environment[ENVIRONMENT.speechUrl], 'speechApiKey');
  const [imagesKey, atImages] = further(environment[ENVIRONMENT.imagesUrl], 'imagesApiKey');
  const isModerated = Object.values(apps).some(({ moderation }) => moderation.provider);
  const sound = { decode: decodeVoice, isSilent, writeWav, resample, encodeAmr };
  return {
    model:
      provider.api === 'responses'
        ? new ResponsesModel(apiKey, clock, timing.modelStallMs, connection, async (label) =>
            mcpAuthorization(await secrets.read(), label),
          )
        : new ChatCompletionsModel(apiKey, clock, timing.modelStallMs, connection),
    speech:
      transcription || speech ? new ProviderSpeech(speechKey, clock, sound, config, atSpeech) : undefined,
    painter: images && new ProviderPainter(imagesKey, clock, images, atImages),
    moderator: isModerated ? new ProviderModerator(apiKey, clock, connection) : undefined,
  };
}
