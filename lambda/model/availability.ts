import { modelErrorOf } from './failures';
import { providerClient } from './provider-client';

/**
 * Asks the provider for a model by its name: that costs nothing, and shows whether the key may use it.
 * https://developers.openai.com/api/reference/resources/models/methods/retrieve
 * @param now ms since epoch
 * @throws ModelError
 */
export async function lookUpModel(
  apiKey: string,
  model: string,
  timeoutMs: number,
  now: number,
): Promise<void> {
  const client = providerClient(apiKey);
  try {
    await client.models.retrieve(model, { timeout: timeoutMs });
  } catch (error) {
    throw modelErrorOf(error, false, now);
  }
}
