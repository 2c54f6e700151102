import { describe, expect, test } from 'vitest';
import type { MatchedMailbox, UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';
import { planReplay, type HeldDelivery } from './plan-replay.ts';

const decision = {
  rule: 'e-mail',
  matchedBy: 'maja@fjord.example',
  mappingVersionId: null,
  mappingLine: null,
} as const;
const kim: UnmatchedParticipant = {
  mobileNumber: '4520123456',
  emailAddress: null,
  reason: 'no-mapping',
};

function held(mailbox: string | null, reason = 'refused-by-mailbox'): HeldDelivery {
  return { mailbox, reason, decision };
}

function plan(fields: {
  held: readonly HeldDelivery[];
  taken?: readonly string[];
  unmatched?: readonly UnmatchedParticipant[];
  mailboxes?: readonly string[];
  stillUnmatched?: readonly UnmatchedParticipant[];
  holdReason?: 'unmapped' | 'too-large' | 'unreadable' | null;
}) {
  const mailboxes = fields.mailboxes ?? [];
  const { deliveries, unmatched } = planReplay({
    held: fields.held,
    taken: new Set(fields.taken),
    unmatched: fields.unmatched ?? [],
    match: {
      mailboxes: mailboxes.map((mailbox): MatchedMailbox => ({ mailbox, ...decision })),
      unmatched: fields.stillUnmatched ?? [],
    },
    holdReason: fields.holdReason ?? (mailboxes.length === 0 ? 'unmapped' : null),
  });
  return {
    deliveries: deliveries.map(({ mailbox, state, reason }) => [mailbox, state, reason]),
    unmatched,
  };
}

describe('a replay', () => {
  test('delivers an unmapped item to everybody who is mapped now', () => {
    const result = plan({
      held: [held(null, 'unmapped')],
      unmatched: [kim],
      mailboxes: ['a', 'b'],
    });

    expect(result).toEqual({
      deliveries: [
        ['a', 'pending', null],
        ['b', 'pending', null],
      ],
      unmatched: [],
    });
  });

  test('holds an item again that is still for nobody', () => {
    const result = plan({
      held: [held(null, 'unmapped')],
      unmatched: [kim],
      stillUnmatched: [kim],
    });

    expect(result).toEqual({ deliveries: [[null, 'held', 'unmapped']], unmatched: [kim] });
  });

  test('tries the mailbox that refused again, and no other that has the item', () => {
    const result = plan({ held: [held('b')], taken: ['a'], mailboxes: ['a', 'b'] });

    expect(result.deliveries).toEqual([['b', 'pending', null]]);
  });

  test('goes to the mailbox that took the place of the one that refused', () => {
    const result = plan({ held: [held('b')], taken: ['a'], mailboxes: ['a', 'c'] });

    expect(result.deliveries).toEqual([['c', 'pending', null]]);
  });

  test('keeps holding for a mailbox that has vanished without another in its place', () => {
    const result = plan({
      held: [held('b')],
      taken: ['a'],
      mailboxes: ['a'],
      stillUnmatched: [kim],
    });

    expect(result).toEqual({
      deliveries: [['b', 'held', 'refused-by-mailbox']],
      unmatched: [],
    });
  });

  test('keeps holding for vanished mailboxes when only one of them was replaced', () => {
    const result = plan({ held: [held('b'), held('c')], mailboxes: ['d'], stillUnmatched: [kim] });

    expect(result.deliveries).toEqual([
      ['d', 'pending', null],
      ['b', 'held', 'refused-by-mailbox'],
      ['c', 'held', 'refused-by-mailbox'],
    ]);
  });

  test('holds what is still too large, for those it is for now', () => {
    const result = plan({
      held: [held('a', 'too-large')],
      mailboxes: ['a', 'b'],
      holdReason: 'too-large',
    });

    expect(result.deliveries).toEqual([
      ['a', 'held', 'too-large'],
      ['b', 'held', 'too-large'],
    ]);
  });

  test('holds what can still not be read', () => {
    const result = plan({ held: [held(null, 'unreadable')], holdReason: 'unreadable' });

    expect(result.deliveries).toEqual([[null, 'held', 'unreadable']]);
  });

  test('has nothing to do for an item that all its mailboxes have', () => {
    const result = plan({ held: [held(null, 'unmapped')], taken: ['a'], mailboxes: ['a'] });

    expect(result.deliveries).toEqual([]);
  });
});
