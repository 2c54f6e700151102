import { z } from 'zod';
import { acquireTestToken } from '#lib/sandbox/graph/test-graph-client.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { startTestSandbox } from '#lib/sandbox/start-test-sandbox.ts';
import { NO_LIMITS } from '#lib/sandbox/graph/throttle.ts';

/**
 * The Graph stand-in in a process of its own, so that its work is told apart from ours: started by
 * `fork` with, in JSON, the addresses of the mailboxes, the limits and how long an answer takes.
 */
const { mailboxes, limits, latencyMs } = z
  .object({
    mailboxes: z.array(z.string()),
    limits: z.record(z.string(), z.number()).optional(),
    latencyMs: z.number().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const sandbox = await startTestSandbox({
  organisation: {
    ...sampleOrganisation,
    people: [
      ...sampleOrganisation.people,
      ...mailboxes.map((address) =>
        createPerson({ address, displayName: address, mobileNumber: '46701740000' }),
      ),
    ],
  },
  keepsMailboxes: false,
  graphLimits: { ...NO_LIMITS, ...limits },
  ...(latencyMs !== undefined && { graphLatencyMs: latencyMs }),
});
await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');

const startedAt = new Map<string, ReturnType<typeof process.cpuUsage>>();
process.on('message', (message) => {
  if (message === 'start') {
    startedAt.set('cpu', process.cpuUsage());
    process.send?.({});
  } else if (message === 'report') {
    const { user, system } = process.cpuUsage(startedAt.get('cpu'));
    process.send?.({ cpuMicroseconds: user + system, traffic: sandbox.graphTraffic() });
  } else {
    void sandbox.close().then(() => {
      process.disconnect();
    });
  }
});
process.send?.({ graphUrl: sandbox.graphUrl, token: await acquireTestToken(sandbox) });
