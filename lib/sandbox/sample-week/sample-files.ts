import { createCipheriv, createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { EmlAttachment } from '#lib/sandbox/packages/build-eml.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A bar chart as PNG, a few kB. */
export function chartPicture(fileName: string, random: SeededRandom): EmlAttachment {
  const [width, height, bars] = [320, 180, 8];
  const heights = Array.from({ length: bars }, () => random.whole(20, height - 20));
  const pixels = Buffer.alloc(width * height * 3, 0xf7);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bar = Math.floor((x * bars) / width);
      const isGap = (x * bars) % width < bars * 4;
      if (!isGap && height - y <= (heights[bar] ?? 0)) {
        pixels.set([0x0f, 0x6c, 0xbd], (y * width + x) * 3);
      }
    }
  }
  return { fileName, contentType: 'image/png', content: encodePng(width, height, pixels) };
}

/**
 * A picture of noise, which no compression makes smaller.
 * @param megabytes of the file, nearly
 */
export function noisePicture(fileName: string, megabytes: number): EmlAttachment {
  const [width, key] = [1600, createHash('sha256').update(fileName).digest()];
  const height = Math.ceil((megabytes * 1024 * 1024) / (width * 3));
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const pixels = stream.update(Buffer.alloc(width * height * 3));
  return { fileName, contentType: 'image/png', content: encodePng(width, height, pixels, 0) };
}

/** One page with the given lines, in the characters that the standard fonts have. */
export function textDocument(fileName: string, lines: readonly string[]): EmlAttachment {
  const shown = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 12 Tf 16 TL 72 770 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  const bytes = Buffer.from(file + table + trailer, 'latin1');
  return { fileName, contentType: 'application/pdf', content: bytes };
}

/** A second or two of a low hum, as WAV: stands for a voice message. */
export function voiceMessage(fileName: string, random: SeededRandom): EmlAttachment {
  const [rate, frequency] = [8000, random.whole(110, 220)];
  const samples = rate * random.whole(1, 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  const tone = Buffer.from(
    Array.from({ length: samples }, (_, index) =>
      Math.round(128 + 40 * Math.sin((2 * Math.PI * frequency * index) / rate)),
    ),
  );
  return { fileName, contentType: 'audio/wav', content: Buffer.concat([header, tone]) };
}

export function textFile(fileName: string, contentType: string, text: string): EmlAttachment {
  return { fileName, contentType, content: Buffer.from(text) };
}

function encodePng(width: number, height: number, pixels: Buffer, compressionLevel = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, row) => [
    Buffer.from([0]),
    pixels.subarray(row * width * 3, (row + 1) * width * 3),
  ]).flat();
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: compressionLevel })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
