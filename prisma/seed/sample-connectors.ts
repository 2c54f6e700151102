import { listConnectorKinds, type CatalogEntry } from '#lib/connectors/catalog.ts';
import type { SourceStatus } from '#lib/domain/connectors/source-status.ts';
import type { PackageRefusal } from '#lib/domain/packages/refusal.ts';
import type { Finding } from '#lib/domain/runs/check-books.ts';
import type { RunState } from '#lib/domain/runs/run-state.ts';

export type SamplePackage = {
  readonly items: number;
  readonly state?: 'found' | 'read' | 'refused' | 'duplicate';
  readonly refusals?: readonly PackageRefusal[];
};

export type SampleRun = {
  /** When it was queued. */
  readonly minutesAgo: number;
  readonly state: RunState;
  readonly packages: readonly SamplePackage[];
  readonly waitingFor?: string;
  /** One item in so many has nobody with a mailbox, is too large, or was imported before. */
  readonly unmappedEvery?: number;
  readonly tooLargeEvery?: number;
  readonly skippedEvery?: number;
  /** The share of deliveries made so far, of a run that delivers. */
  readonly delivered?: number;
  readonly findings?: readonly Finding[];
};

export type SampleConnector = {
  /** Of the fixed ids that make the seed repeatable. */
  readonly number: number;
  readonly name: string;
  readonly state: 'active' | 'paused';
  readonly sourceStatus: SourceStatus;
  readonly runs: readonly SampleRun[];
};

/** All are of the first kind. */
export const sampleKind = getFirstKind();
const nameOf = (place: string) => `${sampleKind.listLabel} ${place}`;

const DAY = 24 * 60;

const quietWeek = [7, 6, 5, 4, 3, 2].map((days): SampleRun => ({
  minutesAgo: days * DAY,
  state: 'completed',
  packages: [{ items: 40 + days * 3 }],
}));

export const sampleConnectors: readonly SampleConnector[] = [
  {
    number: 1,
    name: nameOf('Bergen'),
    state: 'active',
    sourceStatus: 'connected',
    runs: [
      ...quietWeek,
      { minutesAgo: DAY, state: 'completed', packages: [{ items: 96 }, { items: 31 }] },
      { minutesAgo: 150, state: 'completed', packages: [] },
    ],
  },
  {
    number: 2,
    name: nameOf('Oslo'),
    state: 'active',
    sourceStatus: 'connected',
    runs: [
      { minutesAgo: DAY, state: 'completed', packages: [{ items: 180 }], unmappedEvery: 45 },
      {
        minutesAgo: 4,
        state: 'delivering',
        packages: [{ items: 310 }, { items: 240 }, { items: 55 }],
        unmappedEvery: 60,
        tooLargeEvery: 200,
        skippedEvery: 70,
        delivered: 0.55,
      },
    ],
  },
  {
    number: 3,
    name: nameOf('Stockholm'),
    state: 'active',
    sourceStatus: 'connected',
    runs: [
      { minutesAgo: DAY, state: 'completed', packages: [{ items: 140 }] },
      {
        minutesAgo: 95,
        state: 'not-reconciled',
        packages: [
          { items: 220 },
          { items: 0, state: 'duplicate' },
          {
            items: 0,
            state: 'refused',
            refusals: [
              { code: 'count-differs', count: 1, examples: ['Count: 61', '60 items'] },
              { code: 'name-missing', count: 1, examples: ['0000061.eml'] },
            ],
          },
        ],
        unmappedEvery: 6,
        tooLargeEvery: 55,
        skippedEvery: 40,
        findings: [
          { code: 'package-refused', found: 1 },
          { code: 'missing-in-mailbox', mailbox: 'maja.lie@fjord.example', found: 2 },
        ],
      },
    ],
  },
  {
    number: 4,
    name: nameOf('Copenhagen'),
    state: 'active',
    sourceStatus: 'unreachable',
    runs: [
      { minutesAgo: DAY, state: 'completed', packages: [{ items: 75 }] },
      { minutesAgo: 40, state: 'queued', packages: [], waitingFor: 'unreachable' },
    ],
  },
  {
    number: 5,
    name: nameOf('Helsinki, trading desk and back office'),
    state: 'paused',
    sourceStatus: 'sign-in-failed',
    runs: [
      { minutesAgo: 3 * DAY, state: 'completed', packages: [{ items: 64 }], unmappedEvery: 30 },
      { minutesAgo: 2 * DAY, state: 'failed', packages: [] },
    ],
  },
  {
    number: 6,
    name: nameOf('Aarhus'),
    state: 'active',
    sourceStatus: 'connected',
    runs: [
      {
        minutesAgo: 1,
        state: 'fetching',
        packages: [
          { items: 120 },
          { items: 118 },
          { items: 0, state: 'found' },
          { items: 0, state: 'found' },
          { items: 0, state: 'found' },
        ],
        unmappedEvery: 50,
      },
    ],
  },
];

function getFirstKind(): CatalogEntry {
  const [kind] = listConnectorKinds();
  if (kind === undefined) throw new Error('a catalog without kinds');
  return kind;
}
