/**
 * Without limits V8 lets garbage lie as long as the machine has memory to spare, and glibc keeps what it
 * freed: in an arena for each thread, and behind small pieces that are still in use. The same import
 * then takes some 200 MB more. Pieces above 128 KB go back to the system when they are freed.
 */
const HEAP = '--max-semi-space-size=16 --max-old-space-size=320';
const ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/**
 * The worker's environment with its limits of memory. What the operator set in `NODE_OPTIONS` comes
 * later and wins, so that a tenant of 100,000 mailboxes can be given more.
 */
export function withWorkerMemory<Given extends NodeJS.ProcessEnv>(variables: Given): Given {
  const { NODE_OPTIONS: given = '' } = variables;
  return { ...ALLOCATOR, ...variables, NODE_OPTIONS: `${HEAP} ${given}`.trim() };
}
