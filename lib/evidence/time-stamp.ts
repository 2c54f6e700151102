import { randomBytes } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { PortError } from '#lib/domain/errors.ts';

/** https://www.rfc-editor.org/rfc/rfc3161 */
const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const ID_DATA_OID = '1.2.840.113549.1.7.1';
const GRANTED = [0, 1];
const NONCE_BYTES = 16;
const TIMEOUT_MS = 30_000;
const LARGEST_ANSWER_BYTES = 1024 * 1024;

export type TimeStamp = {
  /** The server's answer as it came: a TimeStampResp in DER. */
  readonly response: Buffer;
  readonly time: Date;
};

type StampRequest = {
  /** Of the time-stamp server. */
  readonly url: string;
  /** Of what is stamped, in hexadecimal. */
  readonly sha256: string;
  readonly signal: AbortSignal;
};

/**
 * Has a time-stamp server say that this hash existed now (RFC 3161 over HTTP). What it answers is
 * checked: it is about this hash and this request, and it is signed. Whether its certificate is to be
 * trusted is for the auditor to say.
 * @throws {PortError} always `retry`: a server that is down or misbehaves is waited for.
 */
export async function requestTimeStamp(request: StampRequest): Promise<TimeStamp> {
  const digest = Buffer.from(request.sha256, 'hex');
  // Begins with a bit that is set after one that is not: positive, and not shortened by DER.
  const nonce = Buffer.concat([Buffer.from([0x40]), randomBytes(NONCE_BYTES - 1)]);
  const response = await post(request, encodeRequest(digest, nonce));
  try {
    return { response, time: await readTime(response, { digest, nonce }) };
  } catch (error) {
    if (error instanceof PortError) throw error;
    throw invalid(error);
  }
}

function encodeRequest(digest: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({
        algorithmId: SHA256_OID,
        algorithmParams: new Null(),
      }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(digest) }),
    }),
    nonce: new Integer({ valueHex: new Uint8Array(nonce) }),
    certReq: true,
  });
  return Buffer.from(request.toSchema().toBER());
}

async function post({ url, signal }: StampRequest, body: Buffer): Promise<Buffer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (!response.ok) throw new PortError('time-stamp-server-refuses', 'retry');
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > LARGEST_ANSWER_BYTES) throw invalid(undefined);
    return bytes;
  } catch (error) {
    if (error instanceof PortError || signal.aborted) throw error;
    throw new PortError('time-stamp-server-unreachable', 'retry', { cause: error });
  }
}

async function readTime(
  response: Buffer,
  asked: { readonly digest: Buffer; readonly nonce: Buffer },
): Promise<Date> {
  const { status, timeStampToken } = TimeStampResp.fromBER(new Uint8Array(response));
  if (!GRANTED.includes(status.status) || timeStampToken === undefined) {
    throw new PortError('time-stamp-server-refuses', 'retry');
  }
  const signed = new SignedData({ schema: timeStampToken.content });
  const content = signed.encapContentInfo.eContent?.valueBlock.valueHexView;
  if (content === undefined) throw invalid(undefined);
  const info = TSTInfo.fromBER(Uint8Array.from(content));
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const isAsked =
    hashAlgorithm.algorithmId === SHA256_OID &&
    asked.digest.equals(hashedMessage.valueBlock.valueHexView) &&
    info.nonce !== undefined &&
    asked.nonce.equals(info.nonce.valueBlock.valueHexView);
  if (!isAsked) throw invalid(undefined);
  // For this content type pkijs wants the stamped data itself, to do what is done above; the file may
  // have any size. The signature is over the content all the same.
  signed.encapContentInfo.eContentType = ID_DATA_OID;
  if (!(await signed.verify({ signer: 0 }))) throw invalid(undefined);
  return info.genTime;
}

function invalid(cause: unknown): PortError {
  return new PortError('time-stamp-invalid', 'retry', { cause });
}
