import { z } from 'zod';

/**
 * Mailboxes of Exchange Online, by Microsoft Graph. Tenant, application and cloud belong to the
 * deployment and not to a connector, so there is nothing to set here.
 */
export const graphDefinition = { kind: 'graph', settings: z.object({}) } as const;
