/**
 * Without limits V8 lets garbage lie as long as the machine has memory to spare, and glibc keeps what it
 * freed in an arena for each thread: the same import then takes some 100 MB more.
 */
const HEAP = '--max-semi-space-size=16 --max-old-space-size=384';
const ARENAS = '2';

/**
 * The worker's environment with its limits of memory. What the operator set in `NODE_OPTIONS` comes
 * later and wins, so that a tenant of 100,000 mailboxes can be given more.
 */
export function withWorkerMemory<Given extends NodeJS.ProcessEnv>(variables: Given): Given {
  const { NODE_OPTIONS: given = '', MALLOC_ARENA_MAX: arenas = ARENAS } = variables;
  return { ...variables, NODE_OPTIONS: `${HEAP} ${given}`.trim(), MALLOC_ARENA_MAX: arenas };
}
