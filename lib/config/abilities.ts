import type { AppConfig, BotConfig } from '../../lambda/shared/bot-config';

/** Something that an app can do, and whether it can. */
type Ability = readonly [name: string, can: boolean];

/** What each app can and can't do as it is configured, one a line: for whoever deploys it. */
export function abilitiesOf(config: BotConfig): string[] {
  return Object.entries(config.apps).map(([name, app]) => {
    const media = mediaOf(config);
    const tools = toolsOf(app);
    const hasTools = config.provider.api === 'responses';
    const missing = [
      ...media.filter(([, can]) => !can),
      ...(hasTools ? tools.filter(([, can]) => !can) : []),
    ].map(([ability]) => ability);
    return [
      `${name} (${[app.model, ...app.models].join(', ')}): ${listOf(media)}; tools: ${listOf(tools)}.`,
      ...(missing.length === 0 ? [] : [`Not: ${missing.join(', ')}.`]),
      ...(hasTools ? [] : ["Chat Completions has neither the provider's tools nor PDF."]),
    ].join(' ');
  });
}

/** What goes in and out. */
function mediaOf({ provider, transcription, speech, images }: BotConfig): Ability[] {
  return [
    ['text', true],
    ['pictures in (if the model sees)', true],
    ['PDF in', provider.api === 'responses'],
    ['voice in', transcription !== undefined],
    ['voice out', speech !== undefined],
    ['draws by 画', images !== undefined],
  ];
}

function toolsOf({ tools }: AppConfig): Ability[] {
  const labels = tools.mcp.map(({ label }) => label);
  return [
    ['web search', tools.webSearch],
    ['code interpreter', tools.codeInterpreter],
    ['draws by itself', tools.imageGeneration],
    ['file search', tools.fileSearch.length > 0],
    [['MCP', ...labels].join(' '), labels.length > 0],
  ];
}

function listOf(abilities: readonly Ability[]): string {
  const can = abilities.filter(([, isThere]) => isThere).map(([ability]) => ability);
  return can.length === 0 ? 'none' : can.join(', ');
}
