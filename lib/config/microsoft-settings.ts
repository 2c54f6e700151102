import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clouds } from '#lib/config/clouds.ts';
import { port } from '#lib/config/variable-types.ts';

const uuid = z.uuid('expected a UUID, as the Entra admin center shows it');

/** The tenant and its application, or the sandbox that stands in for them. */
export const microsoftVariables = {
  MICROSOFT_TENANT_ID: uuid.optional(),
  MICROSOFT_CLIENT_ID: uuid.optional(),
  MICROSOFT_CLIENT_SECRET: z.string().min(1).optional(),
  MICROSOFT_CLOUD: z.enum(['worldwide', 'gcc', 'gcc-high', 'dod', 'china']).default('worldwide'),

  SANDBOX_PORT: port.default(3100),
  SANDBOX_SFTP_PORT: port.default(3122),
  SANDBOX_CLIENT_SECRET: z.string().min(1).optional(),
} as const;

type MicrosoftValues = z.infer<z.ZodObject<typeof microsoftVariables>>;

const TENANT = ['MICROSOFT_TENANT_ID', 'MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET'] as const;

/** The sandbox's made-up tenant and application, known to both sides of the stand-ins. */
const SANDBOX_TENANT_ID = '5a4d8b0c-0000-4000-8000-00000000c0de';
const SANDBOX_CLIENT_ID = '5a4d8b0c-0000-4000-8000-0000000000a9';

export type MicrosoftSettings = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin and path before `/{tenantId}/…`, without a slash at the end. */
  readonly loginUrl: string;
  /** Origin and path before `/v1.0/…`, without a slash at the end. */
  readonly graphUrl: string;
  /** Resource of the `.default` scope; differs from `graphUrl` in the sandbox only. */
  readonly graphResource: string;
  /** Resource of the `.default` scope of IMAP tokens. */
  readonly imapResource: string;
  /** What Exchange Online's PowerShell calls the cloud. */
  readonly exchangeEnvironment: string;
};

/** Whether no tenant is configured. */
export function usesSandbox(values: MicrosoftValues): boolean {
  return TENANT.every((name) => values[name] === undefined);
}

/** Why the values do not go together, as lines for EnvError; empty: they do. */
export function microsoftProblems(values: MicrosoftValues): readonly string[] {
  const missing = TENANT.filter((name) => values[name] === undefined);
  if (missing.length === 0 || missing.length === TENANT.length) return [];
  const configured = TENANT.filter((name) => values[name] !== undefined);
  return [
    `${missing.join(', ')}: expected, because ${configured.join(', ')} is set; ` +
      'set all three to use a tenant, or none to use the sandbox',
  ];
}

export function microsoftSettings(values: MicrosoftValues): MicrosoftSettings {
  return usesSandbox(values) ? sandboxMicrosoft(values) : tenantMicrosoft(values);
}

function sandboxMicrosoft(values: MicrosoftValues): MicrosoftSettings {
  const origin = `http://127.0.0.1:${values.SANDBOX_PORT}`;
  return {
    tenantId: SANDBOX_TENANT_ID,
    clientId: SANDBOX_CLIENT_ID,
    // The launcher makes one; a process without it can start, and cannot sign in.
    clientSecret: values.SANDBOX_CLIENT_SECRET ?? randomUUID(),
    loginUrl: `${origin}/login`,
    graphUrl: `${origin}/graph`,
    graphResource: clouds.worldwide.graphUrl,
    imapResource: clouds.worldwide.imapResource,
    exchangeEnvironment: clouds.worldwide.exchangeEnvironment,
  };
}

function tenantMicrosoft(values: MicrosoftValues): MicrosoftSettings {
  const cloud = clouds[values.MICROSOFT_CLOUD];
  return {
    tenantId: values.MICROSOFT_TENANT_ID ?? '',
    clientId: values.MICROSOFT_CLIENT_ID ?? '',
    clientSecret: values.MICROSOFT_CLIENT_SECRET ?? '',
    loginUrl: cloud.loginUrl,
    graphUrl: cloud.graphUrl,
    graphResource: cloud.graphUrl,
    imapResource: cloud.imapResource,
    exchangeEnvironment: cloud.exchangeEnvironment,
  };
}
