import { recordCoverageProgress } from '#lib/db/coverage-previews.ts';
import type { Database } from '#lib/db/client.ts';
import type { CoverageProgress } from '#lib/domain/coverage/coverage-preview.ts';

const WRITE_EVERY_MS = 400;

/** Writes down how far a preview is, and finds out when nobody waits for it any more. */
export type FollowedProgress = {
  readonly tell: (progress: CoverageProgress) => void;
  /** Aborts when the preview is cancelled or its subject is gone. */
  readonly cancelled: AbortSignal;
  /** Waits for what is being written. */
  stop(): Promise<void>;
};

export function followProgress(db: Database, previewId: string): FollowedProgress {
  const cancelled = new AbortController();
  let latest: CoverageProgress = { packages: 0, packagesDone: 0, items: 0, itemsDone: 0 };
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    writing = writing.then(async () => {
      const isWanted = await recordCoverageProgress(db, previewId, latest);
      if (!isWanted) cancelled.abort(new Error(`preview ${previewId}: cancelled`));
    });
    // What cannot be written now is written next time.
    writing = writing.catch(() => undefined);
  };
  // By the clock: also while the source lets one wait, somebody may cancel.
  const timer = setInterval(write, WRITE_EVERY_MS);
  return {
    tell: (progress) => {
      latest = progress;
    },
    cancelled: cancelled.signal,
    stop: () => {
      clearInterval(timer);
      return writing;
    },
  };
}
