import { NotFoundError } from 'openai';
import { failed, modelErrorOf } from './failures';
import { providerClient, type Connection } from './provider-client';

/**
 * Asks the provider for a model by its name: that costs nothing, and shows whether the key may use it.
 * https://developers.openai.com/api/reference/resources/models/methods/retrieve
 * @param now ms since epoch
 * @throws ModelError `bad-request` where the provider does not know the question
 */
export async function lookUpModel(
  apiKey: string,
  model: string,
  timeoutMs: number,
  now: number,
  connection: Connection = {},
): Promise<void> {
  const client = providerClient(apiKey, connection);
  try {
    await client.models.retrieve(model, { timeout: timeoutMs });
  } catch (error) {
    // Of a compatible provider it may be the path that is not found.
    if (error instanceof NotFoundError && error.code !== 'model_not_found') {
      throw failed('bad-request', 'it can not be asked for a model');
    }
    throw modelErrorOf(error, false, now);
  }
}
