import type { WaysOut } from './aws/functions';
import type { Caller } from './caller';
import type { LocalServer } from './http';
import type { ModelStandIn } from './model/stand-in';
import type { WecomSimulator } from './wecom/simulator';

/** Where a function's calls go that has no way out of its network: the discard port, where nobody listens. */
const NO_WAY_OUT = 'http://127.0.0.1:9';

/** What is outside AWS. */
export interface Surroundings {
  readonly wecom: WecomSimulator;
  readonly model: ModelStandIn;
  /** Others in their place. */
  readonly urls: {
    readonly wecom: string | undefined;
    readonly model: string | undefined;
    /** Where voice and pictures of other providers are. */
    readonly speech: string | undefined;
    readonly images: string | undefined;
  };
}

/**
 * Opens doors to WeCom and the model that one sandbox has to itself, so that they know whose call it is.
 * @param address from which WeCom sees it; undefined: it has no way out
 */
export async function openWaysOut(
  { wecom, model, urls }: Surroundings,
  address: string | undefined,
  at: (service: string) => Caller,
): Promise<WaysOut> {
  if (address === undefined) {
    return {
      environment: environmentOf(NO_WAY_OUT, NO_WAY_OUT, {}),
      close: () => Promise.resolve(),
    };
  }
  const [toWecom, toModel] = await Promise.all([
    urls.wecom === undefined ? wecom.apiFor(address, at('wecom')) : elsewhere(urls.wecom),
    urls.model === undefined ? model.openFor(at('model')) : elsewhere(urls.model),
  ]);
  return {
    environment: environmentOf(toWecom.url, toModel.url, urls),
    close: async () => {
      await Promise.all([toWecom.close(), toModel.close()]);
    },
  };
}

/** Without an address of their own, voice and pictures of other providers are where the model is. */
function environmentOf(
  wecom: string,
  model: string,
  { speech = model, images = model }: Partial<Surroundings['urls']>,
): Record<string, string> {
  return { WECOM_API_URL: wecom, OPENAI_BASE_URL: model, SPEECH_BASE_URL: speech, IMAGES_BASE_URL: images };
}

function elsewhere(url: string): LocalServer {
  return { url, close: () => Promise.resolve() };
}
