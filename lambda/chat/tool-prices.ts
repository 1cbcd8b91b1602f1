/**
 * List prices of OpenAI's tools, US dollars for a use, as of 2026; a picture as one of 1024x1024 in medium quality.
 * What a remote server costs is between the company and that server.
 */
const PRICES: Readonly<Record<string, number>> = {
  webSearch: 0.01,
  fileSearch: 0.0025,
  codeInterpreter: 0.03,
  imageGeneration: 0.042,
  image: 0.042,
};

/** US dollars for one use of a tool; 0 for what costs nothing at the provider. */
export function priceOfTool(tool: string): number {
  return PRICES[tool] ?? 0;
}

/** Whether a picture of this model costs what the table says. */
export function isPricedPainter(model: string): boolean {
  return model === 'gpt-image-1';
}
