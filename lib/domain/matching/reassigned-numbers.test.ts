import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  mailboxesWithout,
  playReassignments,
  REASSIGNED_NUMBER,
  REASSIGNMENTS,
  reassignmentsArbitrary,
  type ReassignedFile,
} from '#e2e/fixtures/reassigned-numbers.ts';
import type { MappingHistory } from './mapping-history.ts';
import { matchItem } from './match-item.ts';

it('gives nobody the message of another person, in ten thousand reassignments', async () => {
  let reassignments = 0;
  let [answerable, delivered] = [0, 0];
  const world = fc.asyncProperty(reassignmentsArbitrary, async (generated) => {
    const mailboxes = await mailboxesWithout(generated.leavers);
    const { files, messages, ...played } = playReassignments(generated);
    reassignments += played.reassignments;

    for (const { sentAt, importedAt, mailbox: own, hasMailbox } of messages) {
      const person = {
        displayName: null,
        mobileNumber: REASSIGNED_NUMBER,
        emailAddress: null,
        role: 'to',
      } as const;
      const { mailboxes: found } = matchItem(
        { participants: [person], eventAt: sentAt },
        { mapping: historyAt(files, importedAt), isAutomatic: true, mailboxes },
      );
      expect(found.filter(({ mailbox }) => mailbox !== own)).toEqual([]);
      answerable += hasMailbox ? 1 : 0;
      delivered += found.length;
    }
  });
  await fc.assert(world, { numRuns: 4_500 });

  expect(reassignments).toBeGreaterThan(REASSIGNMENTS);
  // To hold everything would be safe as well.
  expect(delivered / answerable).toBeGreaterThan(0.85);
});

function historyAt(files: readonly ReassignedFile[], at: Date): MappingHistory {
  const known = files.filter(({ uploadedAt }) => uploadedAt <= at).reverse();
  const rows = new Map(known.map((file) => [file.uploadedAt.toISOString(), file.rows]));
  return {
    versions: known.map(({ uploadedAt }) => ({ id: uploadedAt.toISOString(), uploadedAt })),
    rowsOf: (mobileNumber, versionId) =>
      mobileNumber === REASSIGNED_NUMBER ? (rows.get(versionId) ?? []) : [],
  };
}
