/** Letters: Greek ones, and others that stand for a value. */
export const LETTERS = table(
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ ' +
    'nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ ' +
    'omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ' +
    'infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ degree ° prime ′ ' +
    'forall ∀ exists ∃ neg ¬ lnot ¬ angle ∠ triangle △ circ ∘',
);

/** What is done to all that follows; the room behind it stays. */
export const OPERATORS = table(
  'sum Σ prod Π coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁',
);

/** Signs between values, and others that need no room. */
export const SIGNS = table(
  'times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ bullet • oplus ⊕ otimes ⊗ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ lt < gt > ' +
    'approx ≈ equiv ≡ sim ~ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ leqslant ≤ geqslant ≥ to → rightarrow → leftarrow ← ' +
    'Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ longrightarrow → gets ← ' +
    'uparrow ↑ downarrow ↓ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ cup ∪ cap ∩ setminus ∖ ' +
    'land ∧ wedge ∧ lor ∨ vee ∨ perp ⊥ parallel ∥ mid | cdots ⋯ ldots … dots … vdots ⋮ ddots ⋱ colon : ' +
    'therefore ∴ because ∵ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ lvert | rvert | vert | lVert ‖ rVert ‖',
);

/** Marks above one letter, as the combining character. */
export const ACCENTS = table(
  'bar \u0304 overline \u0304 hat \u0302 tilde \u0303 vec \u20d7 dot \u0307 ddot \u0308',
);

/** What stands around or before something and says nothing in plain text. */
export const DROPPED = new Set(
  (
    'left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle scriptstyle limits ' +
    'nolimits nonumber notag boxed mathrm mathbf mathit mathsf mathtt mathcal mathfrak boldsymbol bm operatorname ' +
    'mathop mathbin mathrel phantom hline underline overbrace underbrace'
  ).split(' '),
);

/** What has prose in it. */
export const PROSE = new Set(['text', 'textbf', 'textit', 'textrm', 'mbox', 'hbox', 'textnormal', 'tag']);

/** Sets of numbers in blackboard letters. */
export const BLACKBOARD = table('R ℝ N ℕ Z ℤ Q ℚ C ℂ P ℙ E 𝔼');

function table(words: string): ReadonlyMap<string, string> {
  const pairs = words.split(/ (?=\w+ [^ ]+(?: |$))/);
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)]));
}
