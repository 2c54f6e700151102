import { z } from 'zod';
import { networkList } from '#lib/config/source-settings.ts';
import { port } from '#lib/config/variable-types.ts';
import type { MailSettings } from '#lib/domain/alerts/mail-settings.ts';

/** How alerts leave the deployment. Who gets them is decided in the portal. */
export const alertVariables = {
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: port.optional(),
  SMTP_SECURITY: z
    .enum(['starttls', 'tls', 'none'], 'expected starttls, tls or none')
    .default('starttls'),
  SMTP_USER: z.string().min(1).optional(),
  SMTP_PASSWORD: z.string().min(1).optional(),
  SMTP_FROM: z.email('expected the address that alerts are sent from').optional(),
  ALERT_ALLOWED_NETWORKS: networkList,
} as const;

type AlertValues = z.infer<z.ZodObject<typeof alertVariables>>;

export type AlertSettings = {
  /** Undefined where no mail server is set: alerts go by webhook only. */
  readonly mail: MailSettings | undefined;
  /** Addresses and networks inside that webhooks may go to. */
  readonly networks: readonly string[];
};

const SUBMISSION_PORT = 587;
const SUBMISSION_OVER_TLS_PORT = 465;
const RELAY_PORT = 25;
const ports = {
  starttls: SUBMISSION_PORT,
  tls: SUBMISSION_OVER_TLS_PORT,
  none: RELAY_PORT,
} as const;

/** Settings that do not go together. */
export function alertProblems(values: AlertValues): string[] {
  const { SMTP_HOST, SMTP_FROM, SMTP_USER, SMTP_PASSWORD, SMTP_SECURITY } = values;
  const problems = [];
  if ((SMTP_HOST === undefined) !== (SMTP_FROM === undefined)) {
    const missing = SMTP_HOST === undefined ? 'SMTP_HOST' : 'SMTP_FROM';
    problems.push(`${missing}: expected; SMTP_HOST and SMTP_FROM go together`);
  }
  if ((SMTP_USER === undefined) !== (SMTP_PASSWORD === undefined)) {
    const missing = SMTP_USER === undefined ? 'SMTP_USER' : 'SMTP_PASSWORD';
    problems.push(`${missing}: expected; SMTP_USER and SMTP_PASSWORD go together`);
  }
  if (SMTP_SECURITY === 'none' && SMTP_PASSWORD !== undefined) {
    problems.push('SMTP_SECURITY: expected starttls or tls; a password is not sent unencrypted');
  }
  return problems;
}

export function alertSettings(values: AlertValues): AlertSettings {
  const { SMTP_HOST: host, SMTP_FROM: from, SMTP_SECURITY: security } = values;
  const { SMTP_USER: user, SMTP_PASSWORD: password } = values;
  return {
    mail:
      host === undefined || from === undefined
        ? undefined
        : {
            host,
            from,
            security,
            port: values.SMTP_PORT ?? ports[security],
            credentials:
              user === undefined || password === undefined ? undefined : { user, password },
          },
    networks: values.ALERT_ALLOWED_NETWORKS,
  };
}
