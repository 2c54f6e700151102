import { verify, type KeyObject } from 'node:crypto';

export type Fields = Readonly<Record<string, unknown>>;
export type Keys = ReadonlyMap<string, KeyObject>;
export type Report = {
  readonly problem: (where: string, what: string) => void;
  readonly note: (text: string) => void;
};

/** A file that has been read; its place among the others is still to be checked. */
export type ReadFile = {
  readonly file: string;
  /** Of the file as it lies there, compressed. */
  readonly sha256: string;
  readonly connector: string;
  readonly run: string;
  readonly sequence: number;
  readonly previousHead: unknown;
  readonly head: string;
  readonly receipts: number;
};

/** Ends the program with its message and exit code 2. */
export class CannotVerify extends Error {}

export function isSigned(text: string, signature: unknown, key: KeyObject): boolean {
  return (
    typeof signature === 'string' &&
    verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  );
}

export function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function idOf(value: unknown): string {
  return isFields(value) && typeof value['id'] === 'string' ? value['id'] : '';
}
