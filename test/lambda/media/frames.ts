import fc from 'fast-check';

/** Bytes of a frame with its first byte, by type: RFC 4867, apart from the tables of the code. */
export const NB_FRAMES = new Map([
  [0, 13],
  [1, 14],
  [2, 16],
  [3, 18],
  [4, 20],
  [5, 21],
  [6, 27],
  [7, 32],
  [8, 6],
  [15, 1],
]);
export const WB_FRAMES = new Map([
  [0, 18],
  [1, 24],
  [2, 33],
  [3, 37],
  [4, 41],
  [5, 47],
  [6, 51],
  [7, 59],
  [8, 61],
  [9, 6],
  [14, 1],
  [15, 1],
]);

export const NB_HEADER = '#!AMR\n';
export const WB_HEADER = '#!AMR-WB\n';

/** One frame, filled up. The quality bit is set, as it is in all good frames. */
export function frameOf(type: number, size: number, filling = 0): Buffer {
  return Buffer.from([(type << 3) | 4, ...Array<number>(size - 1).fill(filling)]);
}

/** What a wrong decoder would take gigabytes for: frames of one byte. */
export function bombOf(bytes: number): Buffer {
  return Buffer.concat([Buffer.from(NB_HEADER), Buffer.alloc(bytes, 0x7c)]);
}

/** Any good file, with its frames. */
export const amrFiles = fc
  .constantFrom(
    { kind: 'nb' as const, header: NB_HEADER, sizes: NB_FRAMES },
    { kind: 'wb' as const, header: WB_HEADER, sizes: WB_FRAMES },
  )
  .chain(({ kind, header, sizes }) =>
    fc
      .array(fc.tuple(fc.constantFrom(...sizes), fc.nat(255)), { minLength: 1, maxLength: 80 })
      .map((chosen) => {
        const frames = chosen.map(([[type, size], filling]) => frameOf(type, size, filling));
        return { kind, header, frames, file: Buffer.concat([Buffer.from(header), ...frames]) };
      }),
  );
