import { z } from 'zod';

/**
 * The users of the Microsoft 365 tenant. Tenant and application belong to the deployment and not to a
 * connector, so there is nothing to set here.
 */
export const graphDirectoryDefinition = { kind: 'graph', settings: z.object({}) } as const;
