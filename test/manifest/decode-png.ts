import { inflateSync } from 'node:zlib';

export type Pixels = {
  width: number;
  height: number;
  /** PNG colour type: 2 is RGB, 6 is RGB with transparency. */
  colourType: number;
  at(x: number, y: number): { red: number; green: number; blue: number; alpha: number };
};

/** The pixels of an 8-bit, non-interlaced RGB or RGBA image, which is all that our icons are. */
export function decodePng(png: Buffer): Pixels {
  const data: Buffer[] = [];
  for (let offset = 8; offset < png.length; ) {
    const length = png.readUInt32BE(offset);
    if (png.toString('latin1', offset + 4, offset + 8) === 'IDAT')
      data.push(png.subarray(offset + 8, offset + 8 + length));
    offset += length + 12;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, colourType, , , interlace] = png.subarray(24, 29);
  if (depth !== 8 || interlace !== 0 || (colourType !== 2 && colourType !== 6)) {
    throw new Error(`unexpected PNG: depth ${depth}, colour type ${colourType}, interlace ${interlace}`);
  }
  const channels = colourType === 6 ? 4 : 3;
  const stride = width * channels;
  const filtered = inflateSync(Buffer.concat(data));
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? rows[y * stride + x - channels]! : 0;
      const up = y > 0 ? rows[(y - 1) * stride + x]! : 0;
      const corner = x >= channels && y > 0 ? rows[(y - 1) * stride + x - channels]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      rows[y * stride + x] = filtered[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return {
    width,
    height,
    colourType,
    at(x, y) {
      const start = y * stride + x * channels;
      const [red = 0, green = 0, blue = 0, alpha = 255] = rows.subarray(start, start + channels);
      return { red, green, blue, alpha };
    },
  };
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  return [left, up, corner][distances.indexOf(Math.min(...distances))]!;
}
