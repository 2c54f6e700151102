import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { CannotVerify, type ReadFile, type Report } from './report.ts';

/** RFC 3161: the server's answer lies beside the file and is about the file's SHA-256. */
export function verifyTimeStamp(
  { file, sha256 }: ReadFile,
  ca: string | undefined,
  report: Report,
): void {
  const stampFile = `${file}.tsr`;
  if (!existsSync(stampFile)) {
    if (ca !== undefined) report.note(`${file} has no time stamp`);
    return;
  }
  const stamp = readTimeStamp(readFileSync(stampFile));
  if (stamp?.imprint !== sha256) {
    report.problem(stampFile, 'is no time stamp of this file: one of the two was changed');
    return;
  }
  report.note(
    `${file} existed at ${stamp.time}, says its time stamp${ca === undefined ? ' (signature not checked: no --ca)' : ''}`,
  );
  if (ca === undefined) return;
  const openssl = spawnSync('openssl', [
    'ts',
    '-verify',
    '-digest',
    sha256,
    '-in',
    stampFile,
    '-CAfile',
    ca,
  ]);
  if (openssl.error !== undefined) throw new CannotVerify('openssl is needed for --ca.');
  if (openssl.status !== 0)
    report.problem(stampFile, 'is not signed by a time-stamp server that --ca vouches for');
}

/** TimeStampResp, token, SignedData, content, TSTInfo: its third and fifth members. Null when it is none. */
function readTimeStamp(bytes: Buffer): { imprint: string; time: string } | null {
  try {
    const at = (node: Buffer, ...indexes: number[]) =>
      indexes.reduce((parent, index) => children(parent)[index] ?? Buffer.alloc(0), node);
    const info = at(bytes, 0, 1, 1, 0, 2, 1, 0, 0);
    const digits = at(info, 4).toString('latin1');
    const time = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6');
    return { imprint: at(info, 2, 1).toString('hex'), time };
  } catch {
    return null;
  }
}

/** Contents of the DER values in `bytes` (X.690, definite lengths). */
function children(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const first = bytes.readUInt8(offset + 1);
    const extra = first < 0x80 ? 0 : first - 0x80;
    const length = extra === 0 ? first : bytes.readUIntBE(offset + 2, extra);
    const start = offset + 2 + extra;
    found.push(bytes.subarray(start, start + length));
    offset = start + length;
  }
  return found;
}
