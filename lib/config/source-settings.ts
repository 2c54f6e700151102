import { isIP } from 'node:net';
import { z } from 'zod';
import {
  parseAllowedServer,
  parseServer,
  type AllowedServer,
  type ServerPolicy,
  type SourceServer,
} from '#lib/domain/source-server.ts';

/** Entries between commas or spaces. */
function listOf<Entry>(parse: (text: string) => Entry | null, expected: string) {
  return z
    .string()
    .default('')
    .transform((text, context) => {
      const entries = text.split(/[\s,]+/).filter(Boolean);
      return entries.flatMap((entry) => {
        const parsed = parse(entry);
        if (parsed === null) context.addIssue({ code: 'custom', message: expected });
        return parsed ?? [];
      });
    });
}

/** Addresses and networks that are not out in the internet and may be connected to all the same. */
export const networkList = listOf(
  (entry) => (isNetwork(entry) ? entry : null),
  'expected a list of addresses and networks, such as 10.1.2.0/24',
);

/** Which servers the wizard may be pointed to, and which addresses inside they may have. */
export const sourceVariables = {
  TELEMESSAGE_HOST: z
    .string()
    .transform((host, context) => {
      const server = parseServer(host) ?? parseServer(`[${host}]`);
      if (server !== null) return server.host;
      const message = 'expected the name or the address of a server';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .optional(),
  TELEMESSAGE_DIRECTORY: z.string().min(1).default('/'),
  TELEMESSAGE_ALLOWED_HOSTS: listOf<AllowedServer>(
    (entry) => parseAllowedServer(entry),
    'expected a list of host, host:port, host:* or *.domain',
  ),
  TELEMESSAGE_ALLOWED_NETWORKS: networkList,
};

type SourceValues = z.infer<z.ZodObject<typeof sourceVariables>>;

/** The deployment's own server is always among them. */
export function sourceServers(own: SourceServer, values: SourceValues): ServerPolicy {
  return {
    servers: [{ host: own.host, port: own.port }, ...values.TELEMESSAGE_ALLOWED_HOSTS],
    networks: values.TELEMESSAGE_ALLOWED_NETWORKS,
  };
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...others] = text.split('/');
  const family = isIP(address);
  if (family === 0 || others.length > 0) return false;
  return (
    prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
  );
}
