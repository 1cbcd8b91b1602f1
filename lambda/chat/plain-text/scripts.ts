const PLAIN = '0123456789+-−=()';

const SUPERSCRIPTS = scriptsOf(
  `${PLAIN}abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘′`,
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°′',
);
const SUBSCRIPTS = scriptsOf(`${PLAIN}aehijklmnoprstuvxβγρφχ`, '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ');

/** A text in raised or lowered characters; undefined if Unicode does not have them all. */
export function asScript(text: string, script: 'sup' | 'sub'): string | undefined {
  const scripts = script === 'sup' ? SUPERSCRIPTS : SUBSCRIPTS;
  const characters = Array.from(text.replace(/\s+/g, ''), (character) => scripts.get(character));
  return characters.includes(undefined) ? undefined : characters.join('');
}

function scriptsOf(plain: string, scripts: string): ReadonlyMap<string, string> {
  const characters = Array.from(scripts);
  return new Map(Array.from(plain, (character, index) => [character, characters[index] ?? '']));
}
