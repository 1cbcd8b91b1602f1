import { ModelError, type ModelFailure } from '../../chat/ports';
import { found, type Finding, type FindingCode } from '../finding';

/** What the model's provider is asked with. */
export interface ModelPorts {
  /** @throws if it is not filled in or can't be read */
  readonly modelKey: () => Promise<string>;
  /** Resolves if the key may use the model. @throws ModelError */
  readonly lookUpModel: (key: string, model: string) => Promise<void>;
  /** Where the stack is. */
  readonly region: string;
}

/** What the provider says clearly. Anything else may be only a provider that does not know the question. */
const SAID: Partial<Record<ModelFailure, FindingCode>> = {
  credentials: 'model-key-refused',
  'no-credit': 'model-no-credit',
  'not-found': 'model-not-found',
  region: 'region-not-served',
};

/** Whether the provider takes the key, knows the models, and serves the region. One question for each model. */
export async function checkModels(ports: ModelPorts, models: readonly string[]): Promise<Finding[]> {
  // The secrets' own findings say why.
  const key = await ports.modelKey().catch(() => undefined);
  if (key === undefined) return [];
  const findings = await Promise.all(models.map((model) => checkModel(ports, key, model)));
  const { region } = ports;
  const isServed = findings.some(({ code }) => code === 'model-ok');
  return [...new Map(findings.map((finding) => [textOf(finding), finding])).values()].concat(
    isServed ? found('region-ok', { region }) : [],
  );
}

async function checkModel({ lookUpModel, region }: ModelPorts, key: string, model: string): Promise<Finding> {
  try {
    await lookUpModel(key, model);
    return found('model-ok', { model });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const code = SAID[error.failure] ?? 'model-unchecked';
    return found(code, code === 'region-not-served' ? { region } : { model, reason: error.failure });
  }
}

/** Every model of a region that is not served says so. */
const textOf = (finding: Finding): string => JSON.stringify(finding);
