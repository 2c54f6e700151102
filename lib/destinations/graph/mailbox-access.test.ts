import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { createMessage } from '#lib/destinations/contract.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const ida = 'ida.holm@fjord.example';
const jonas = 'jonas.berg@fjord.example';
const FOLDER = 'Telegram Archiver';

const outOfScope = { code: 'mailbox-out-of-scope', disposition: 'reject-item' };
const denied = { code: 'graph-access-denied', disposition: 'reauthorize' };

let sandbox: TestSandbox;
let disturb: DisturbGraph;
let asked: string[];

beforeEach(async () => {
  disturb = () => undefined;
  asked = [];
  sandbox = await startTestSandbox({
    disturbGraph: (request) => {
      asked.push(`${request.method} ${request.path}`);
      return disturb(request);
    },
  });
  await sandbox.permissions.limitTo([ida]);
});
afterEach(() => sandbox.close());

function connect(witnesses: readonly string[] = []): Destination {
  const { getToken } = createAppOnlyTokens(sandbox.microsoft);
  return openGraphDestination({
    graphUrl: sandbox.graphUrl,
    getToken,
    signal: AbortSignal.timeout(30_000),
    listWitnesses: () => Promise.resolve(witnesses),
  });
}

const listOf = (destination: Destination, mailbox: string, id: string) =>
  Array.fromAsync(destination.listDelivered({ mailbox, id }, 'run-1'));

describe('a mailbox that denies access', () => {
  it('is outside the scope when a mailbox that was opened before still opens', async () => {
    const destination = connect();
    const { id } = await destination.ensureFolder(ida, FOLDER);
    const folder = { mailbox: jonas, id };
    await expect(destination.ensureFolder(jonas, FOLDER)).rejects.toMatchObject(outOfScope);
    await expect(destination.deliver(folder, [createMessage()])).rejects.toMatchObject(outOfScope);
    await expect(destination.findDelivered(folder, ['1'])).rejects.toMatchObject(outOfScope);
    await expect(listOf(destination, jonas, id)).rejects.toMatchObject(outOfScope);
    expect(await destination.deliver({ mailbox: ida, id }, [createMessage()])).toMatchObject([
      { state: 'delivered' },
    ]);
  });

  it('is outside the scope when one that is named opens, and those that are gone say nothing', async () => {
    const destination = connect([jonas, 'nobody@fjord.example', 'maja.lund@fjord.example', ida]);
    await expect(destination.ensureFolder(jonas, FOLDER)).rejects.toMatchObject(outOfScope);
  });

  it('is one of many when no other opens: then nothing is a mailbox of its own', async () => {
    const destination = connect([ida]);
    await destination.ensureFolder(ida, FOLDER);
    await sandbox.permissions.revoke();
    await expect(destination.ensureFolder(jonas, FOLDER)).rejects.toMatchObject(denied);
    await expect(destination.ensureFolder(ida, FOLDER)).rejects.toMatchObject(denied);
  });

  it('is not asked about itself', async () => {
    const destination = connect([jonas]);
    await expect(destination.ensureFolder(jonas, FOLDER)).rejects.toMatchObject(denied);
    // Once more with a fresh token.
    expect(asked).toHaveLength(2);
  });

  it('is asked again later when the others do not answer', async () => {
    disturb = ({ path }) =>
      path.includes(encodeURIComponent(ida)) ? { kind: 'answer', status: 503 } : undefined;
    await expect(connect([ida]).ensureFolder(jonas, FOLDER)).rejects.toMatchObject({
      code: 'graph-unavailable',
      disposition: 'retry',
    });
  });

  it('opens as soon as it is within the scope', async () => {
    const destination = connect([ida]);
    await expect(destination.ensureFolder(jonas, FOLDER)).rejects.toBeInstanceOf(PortError);
    await sandbox.permissions.limitTo([ida, jonas]);
    expect(await destination.ensureFolder(jonas, FOLDER)).toMatchObject({ mailbox: jonas });
  });
});
