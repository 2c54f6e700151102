import { z } from 'zod';

/** Mailboxes in the memory of the process: for tests, and for a rehearsal that must leave no trace. */
export const memoryDefinition = { kind: 'memory', settings: z.object({}) } as const;
