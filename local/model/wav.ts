/** Sound of one channel, 16 bits a sample. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  readonly samples: Int16Array;
}

const HEADER_BYTES = 44;
const PCM = 1;

/** Reads a WAV of 16-bit PCM with one channel, at any rate. @returns undefined for anything else */
export function readWav(bytes: Buffer): Sound | undefined {
  if (!/^RIFF[^]{4}WAVE/.test(bytes.toString('latin1', 0, 12))) return;
  const format = chunk(bytes, 'fmt ');
  const data = chunk(bytes, 'data');
  if (!format || !data || format.length < 16) return;
  const [kind, channels, bits] = [0, 2, 14].map((at) => format.readUInt16LE(at));
  const rate = format.readUInt32LE(4);
  if (kind !== PCM || channels !== 1 || bits !== 16 || rate === 0) return;
  const samples = new Int16Array(data.length >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = data.readInt16LE(index * 2);
  return { rate, samples };
}

/** The header before 16-bit PCM of one channel whose length is not known yet: all ones, as OpenAI streams it. */
export function openEndedWavHeader(rate: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES, 0xff);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  return header;
}

/** What is there of a chunk: one that was streamed claims to be longer than it is. */
function chunk(bytes: Buffer, name: string): Buffer | undefined {
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === name) return bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  return undefined;
}
