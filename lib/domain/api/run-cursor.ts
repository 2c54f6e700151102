/** Where a page of runs ended: they go by when they began, and by id among those of one moment. */
export type RunCursor = { readonly createdAt: Date; readonly id: string };

const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;

export function encodeRunCursor({ createdAt, id }: RunCursor): string {
  return Buffer.from(`${createdAt.getTime()}_${id}`).toString('base64url');
}

/** Null when it is none of ours. */
export function decodeRunCursor(text: string): RunCursor | null {
  const [, time, id] = CURSOR.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const createdAt = new Date(Number(time));
  return id === undefined || Number.isNaN(createdAt.getTime()) ? null : { createdAt, id };
}
