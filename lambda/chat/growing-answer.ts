import type { AppConfig } from '../shared/bot-config';
import type { AnswerGuard } from './answer-guard';
import type { Delivery } from './delivery';
import { PartCutter } from './parts';
import { ChatText, withoutFences } from './plain-text';
import { ModelError, type Conclusion, type Part } from './ports';
import { Seam } from './seam';
import type { Texts } from './texts';

/** Of a long answer the beginning is spoken; more would not fit into a minute. */
const MAX_SPOKEN_CHARACTERS = 1_500;

/** The answer as far as it was said, also what is in no part yet: as the member reads it, not as the model wrote it. */
export class GrowingAnswer {
  private readonly cutter: PartCutter;
  private chatText: ChatText;
  private seam = new Seam('');
  /** What was said before this worker took over. */
  private readonly before: string;
  private grown = '';
  private held = '';
  private hasBegun: boolean;
  private readonly pictures: Part[] = [];
  /** Parts of which it is not known yet whether they may be sent. */
  private readonly unchecked: Part[] = [];
  /** A part may not be sent, so nothing after it may: also not what is in no part yet. */
  private hasEnded = false;
  /** Why a part can't be looked at. */
  private failure: ModelError | undefined;
  /** Whether an earlier ask has drawn: a picture is not to come twice. */
  private hasDrawn = false;
  private grownBytes = 0;

  /** @param streaming whether parts are sent as soon as they are known, not only when the answer is whole */
  constructor(
    private readonly delivery: Delivery,
    private readonly streaming: boolean,
    private readonly format: AppConfig['format'],
    private readonly guard: AnswerGuard,
  ) {
    this.cutter = new PartCutter(delivery.saidParts);
    this.before = delivery.said;
    this.hasBegun = this.before !== '';
    this.chatText = this.reader();
  }

  get text(): string {
    return this.before + this.grown + this.guard.held;
  }

  /** Whether nothing more of it may be said. */
  get isBlocked(): boolean {
    return this.guard.isBlocked;
  }

  /** Whether more of it would reach the member. */
  get mayGoOn(): boolean {
    return !this.hasEnded && !this.failure;
  }

  /** Whether nothing was said or shown. */
  get isEmpty(): boolean {
    return this.text.trim() === '' && this.pictures.length === 0;
  }

  /** Of what has grown in this worker's hands, as the member reads it. */
  get bytes(): number {
    return this.grownBytes;
  }

  /** The model is asked, or asked to go on: what it says twice at the seam is left out. */
  begin(): void {
    this.seam = new Seam(this.text);
    this.hasDrawn = this.pictures.length > 0;
  }

  /** @param text as the model wrote it */
  async grow(text: string): Promise<void> {
    // An answer begins with its first word.
    const words = this.hasBegun ? text : text.trimStart();
    if (words === '') return;
    this.hasBegun = true;
    await this.add(this.seam.push(this.chatText.push(words)));
  }

  /** The model says nothing more for now: what might have been the beginning of markup is text. */
  async settle(): Promise<void> {
    await this.add(this.seam.push(this.chatText.end()));
    await this.add(this.seam.end());
    this.chatText = this.reader();
  }

  /** Shows a picture under the answer. @param name under which it is kept */
  show(name: string): void {
    if (!this.hasDrawn) this.pictures.push({ picture: name });
  }

  /**
   * Fixes the answer, as far as it may be said: it ends where the company or the provider does not allow more, or where
   * the provider's moderation can't be asked.
   * @param note stands under the answer
   * @param isSpoken whether the answer is spoken as well
   */
  async conclude(
    note: string | undefined,
    isSpoken: boolean,
    conclusion: Conclusion,
    texts: Texts,
  ): Promise<void> {
    const rest = this.guard.end();
    this.grown += rest;
    const spoken = Array.from(withoutFences(this.text).trim()).slice(0, MAX_SPOKEN_CHARACTERS).join('');
    const noted = note === undefined || this.isBlocked ? '' : `\n\n${note}`;
    this.unchecked.push(...this.cutter.push(this.held + rest + noted), ...this.cutter.end());
    const parts: Part[] = [];
    await this.check((part) => Promise.resolve(void parts.push(part)));
    if (this.isBlocked) {
      const ended: Conclusion = { ...conclusion, outcome: 'moderated' };
      return this.delivery.conclude([...parts, { text: texts.refusals.answer, aside: true }], ended);
    }
    if (this.failure) return this.endUnchecked(parts, conclusion, this.failure, texts);
    // Of what was hidden from the member nothing is to be heard or seen.
    const { hasHidden } = this.guard;
    const speech: Part[] = isSpoken && spoken !== '' && !hasHidden ? [{ speech: spoken }] : [];
    const pictures = hasHidden ? [] : this.pictures;
    await this.delivery.conclude([...parts, ...pictures, ...speech], conclusion);
  }

  /** What can't be looked at is not said. */
  private async endUnchecked(
    parts: readonly Part[],
    conclusion: Conclusion,
    { code }: ModelError,
    { cutOff, modelFailed }: Texts,
  ): Promise<void> {
    const hasSaid = this.delivery.said !== '' || parts.length > 0;
    const words = hasSaid ? cutOff : modelFailed.unavailable;
    await this.delivery.conclude([...parts, { text: words, aside: true }], {
      ...conclusion,
      outcome: hasSaid ? 'broken-off' : 'apologised',
      failure: code,
    });
  }

  /** Reads on where the answer is, perhaps in the middle of a code block. */
  private reader(): ChatText {
    const reader = new ChatText(this.format);
    const fence = openFenceIn(this.text);
    if (fence !== undefined) reader.push(`${fence}\n`);
    return reader;
  }

  private async add(words: string): Promise<void> {
    const shown = this.guard.push(words);
    this.grown += shown;
    this.grownBytes += new TextEncoder().encode(shown).length;
    if (!this.streaming) {
      this.held += shown;
      return;
    }
    this.unchecked.push(...this.cutter.push(shown));
    await this.check((part) => this.delivery.say(part));
  }

  /** Passes on the parts that may be sent. Where one may not, or that can't be known, nothing after it is. */
  private async check(pass: (part: Part) => Promise<void>): Promise<void> {
    for (let next = this.unchecked[0]; next && this.mayGoOn; next = this.unchecked[0]) {
      const part = await this.checked(next);
      if (this.failure) return;
      this.unchecked.shift();
      if (part) await pass(part);
      else this.hasEnded = true;
    }
  }

  private async checked(part: Part): Promise<Part | undefined> {
    if ('text' in part) {
      const text = await this.allowed(part.text);
      return text === undefined ? undefined : { ...part, text };
    }
    if (!('file' in part)) return part;
    const file = await this.allowed(part.file);
    return file === undefined ? undefined : { ...part, file };
  }

  private async allowed(text: string): Promise<string | undefined> {
    try {
      return await this.guard.check(text);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.failure = error;
      return undefined;
    }
  }
}

/** The fence of the code block that is open at the end of a text. */
function openFenceIn(text: string): string | undefined {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.startsWith(open) && line.trim() === fence) open = undefined;
  }
  return open;
}
