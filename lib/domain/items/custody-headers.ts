export type CustodyHeaders = {
  readonly kind: string;
  readonly connectorId: string;
  readonly runId: string;
  readonly sourceItemId: string;
  readonly direction: string | null;
  readonly deliveryKey: string;
};

/** The `X-Custody-*` headers of a delivered message (DESIGN 3.3). */
export function custodyHeaders(fields: CustodyHeaders): ReadonlyMap<string, string> {
  return new Map([
    ['X-Custody-Kind', fields.kind],
    ['X-Custody-Connector', fields.connectorId],
    ['X-Custody-Run', fields.runId],
    ['X-Custody-Item-Id', oneLine(fields.sourceItemId)],
    ['X-Custody-Direction', fields.direction ?? 'unknown'],
    ['X-Custody-Delivery-Key', fields.deliveryKey],
  ]);
}

/** The source's own id comes from outside: nothing in it may begin another header. */
function oneLine(value: string): string {
  return value.replace(/[^\u0021-\u007e]+/g, ' ').trim();
}
