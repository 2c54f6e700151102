type Named = {
  readonly connectorId: string;
  readonly runId: string;
  readonly sequence: number;
  readonly finishedAt: Date;
};

/** Every public key that ever signed, for whoever verifies. */
export const PUBLIC_KEYS_FILE = 'public-keys.pem';

const SEQUENCE_DIGITS = 6;

/**
 * Where a run's evidence lies below the evidence directory. The sequence number keeps a file of before
 * a restored backup from being written over.
 */
export function evidenceFileName({ connectorId, runId, sequence, finishedAt }: Named): string {
  const day = finishedAt.toISOString().slice(0, 'yyyy-mm-dd'.length);
  const number = String(sequence).padStart(SEQUENCE_DIGITS, '0');
  return `${connectorId}/${day}-${number}-${runId}.evidence.gz`;
}

/** The time stamp of a file lies beside it: the server's answer as it came (RFC 3161, DER). */
export function timeStampFileName(evidenceFile: string): string {
  return `${evidenceFile}.tsr`;
}
