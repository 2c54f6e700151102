import { PUBLIC_KEYS_FILE } from '#lib/domain/evidence/evidence-names.ts';
import { getPublicEvidenceKeys } from '#lib/queries/evidence.ts';
import { answerRefusal } from '#lib/queries/route-query.ts';

/** The public keys by which evidence is verified. */
export async function GET(): Promise<Response> {
  try {
    return new Response(await getPublicEvidenceKeys(), {
      headers: {
        'content-type': 'application/x-pem-file',
        'content-disposition': `attachment; filename="${PUBLIC_KEYS_FILE}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
