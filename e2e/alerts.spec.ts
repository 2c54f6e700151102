import type { Page } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  beginSetup,
  connect,
  expectStep,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import { startMailServer, type MailServer } from '#e2e/servers/mail-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '#e2e/servers/webhook-receiver.ts';

const MINUTE_MS = 60_000;
const CONNECTOR = 'Telegram, alerted';

const servers: { mail?: MailServer; receiver?: WebhookReceiver } = {};

test.use({
  stackName: 'alerts',
  stackVariables: [
    async ({}, use) => {
      const mail = await startMailServer();
      servers.mail = mail;
      await use({
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String(mail.port),
        SMTP_SECURITY: 'none',
        SMTP_FROM: 'custody@fjord.example',
        ALERT_ALLOWED_NETWORKS: '127.0.0.1',
      });
      await mail.close();
    },
    { scope: 'worker' },
  ],
});

test('a failing source is alerted by mail and webhook, and so is its recovery', async ({
  page,
  browser,
  stack,
  signInAs,
  expectedErrors,
}) => {
  test.setTimeout(8 * MINUTE_MS);
  expectedErrors.push(/403 \(Forbidden\)/);
  const receiver = await startWebhookReceiver();
  servers.receiver = receiver;
  const mails = () => servers.mail?.mails ?? [];
  let secret = '';

  await test.step('nothing is wrong yet, and nobody would be told', async () => {
    await signInAs(page, accounts.globalAdministrator);
    await page.goto('/alerts');
    await expect(page.getByText('No open alert')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await expect(page.getByText('No channel yet')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a mail channel is checked as it is made, and its test arrives', async () => {
    await page.getByRole('button', { name: 'Add e-mail channel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Recipients' }).fill('ops@fjord.example\nnobody');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Enter a name.')).toBeVisible();
    await expect(dialog.getByText('Each line has to be an e-mail address.')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Operators');
    await dialog.getByRole('textbox', { name: 'Recipients' }).fill('ops@fjord.example');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('button', { name: 'Send test to Operators' }).click();
    await expect(
      page.getByText('The test has arrived at the server of Operators.').first(),
    ).toBeVisible({
      timeout: MINUTE_MS,
    });
    expect(mails().at(-1)).toMatchObject({
      to: ['ops@fjord.example'],
      mail: { subject: 'Test message from Custody' },
    });
  });

  await test.step('a webhook shows its secret once, and a test that fails says why', async () => {
    await page.getByRole('button', { name: 'Add webhook channel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add webhook channel' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Monitoring');
    await dialog.getByRole('textbox', { name: 'Address (URL)' }).fill(receiver.url);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    const once = page.getByRole('alertdialog', { name: 'Signing secret' });
    secret = await once.getByRole('textbox', { name: 'Signing secret' }).inputValue();
    await expectAccessible(page);
    await once.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText(new URL(receiver.url).host)).toBeVisible();
    await expect(page.getByText('do-not-show')).toHaveCount(0);

    receiver.status = 503;
    await page.getByRole('button', { name: 'Send test to Monitoring' }).click();
    await expect(page.getByText(/The test to Monitoring was not sent/).first()).toBeVisible({
      timeout: MINUTE_MS,
    });
    await expect(page.getByText('What was seen: HTTP 503')).toBeVisible();
    receiver.status = 204;
  });

  await test.step('a rule is changed, and is as standard again', async () => {
    await page.getByRole('button', { name: 'Edit rule Many held items' }).click();
    const dialog = page.getByRole('dialog', { name: 'Many held items' });
    await dialog.getByRole('spinbutton', { name: 'Limit (%)' }).fill('0');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Enter a number within the limits of this rule.')).toBeVisible();
    await dialog.getByRole('spinbutton', { name: 'Limit (%)' }).fill('100');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const limit = page.getByText('limit 100 %, from 20 items').filter({ visible: true });
    await expect(limit).toBeVisible();
    await page.getByRole('switch', { name: 'Alert by the rule Disk low' }).click();
    await expect(
      page.getByRole('switch', { name: 'Alert by the rule Disk low' }),
    ).not.toBeChecked();
    await expectAccessible(page);
  });

  await test.step('a source that shows another host key is seen, and alerted', async () => {
    await beginSetup(page);
    await acceptTerms(page);
    await connect(page, CONNECTOR);
    await page.getByRole('button', { name: 'Next' }).click();
    await giveConsentWhereAsked(page);
    await expectStep(page, 'Review');
    const sandbox = await page.context().newPage();
    await sandbox.goto(stack.sandboxUrl);
    await sandbox.getByRole('button', { name: 'Give the server another host key' }).click();
    await sandbox.close();
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, `${CONNECTOR} has been created`);

    const bell = page.getByRole('link', { name: /^Alerts: 1 is open$/ });
    await page.goto('/');
    await expect(bell).toBeVisible({ timeout: 2 * MINUTE_MS });
    await bell.click();
    await expect(page.getByRole('row').nth(1)).toContainText('another host key than before');
    await expectAccessible(page);
  });

  await test.step('mail and webhook have arrived, and lead to it', async () => {
    await expect(() => {
      expect(mails().at(-1)?.mail.subject).toBe(`Alert: ${CONNECTOR}`);
      expect(receiver.hooks).toHaveLength(2);
    }).toPass({ timeout: MINUTE_MS });
    const { headers, body } = receiver.hooks.at(-1) ?? { headers: {}, body: '' };
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'alert.opened',
      data: { alerts: [{ rule: 'source-failing', subject: CONNECTOR }] },
    });
    const link = /http\S+\/alerts\?state=all&alert=\S+/.exec(mails().at(-1)?.mail.text ?? '');
    await page.goto(link?.[0] ?? '');
    const alert = page.getByRole('dialog', { name: 'Source fails' });
    await expect(alert.getByText('Alert: Operators')).toBeVisible();
    await expect(alert.getByText('Alert: Monitoring')).toBeVisible();
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(alert.getByText(accounts.globalAdministrator)).toBeVisible();
    await expectAccessible(page);
    await alert.getByRole('link', { name: 'Open connector' }).click();
    await expect(page.getByRole('dialog', { name: CONNECTOR })).toBeVisible();
  });

  await test.step('a reader sees it and changes nothing', async () => {
    const other = await browser.newContext();
    const reading = await other.newPage();
    await signInAs(reading, accounts.reader);
    await reading.goto(new URL('/alerts', reading.url()).href);
    await reading.getByRole('link', { name: 'Source fails' }).click();
    await expect(reading.getByText('Your role does not allow you to change alerts.')).toBeVisible();
    await reading.goto(new URL('/settings/alerts', reading.url()).href);
    await expect(
      reading.getByText(/lets you see these settings and not change them/),
    ).toBeVisible();
    await expect(reading.getByRole('switch')).toHaveCount(0);
    await expect(reading.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
    await expectAccessible(reading);
    await other.close();
  });

  await test.step('one connector has a rule of its own', async () => {
    await page
      .getByRole('dialog', { name: CONNECTOR })
      .getByRole('link', { name: 'Alert rules' })
      .click();
    await expect(page.getByRole('heading', { name: 'Alert rules', level: 1 })).toBeVisible();
    const row = page.getByRole('row', { name: /No package/ });
    await expect(row.getByText('As in the deployment')).toBeVisible();
    await row.getByRole('switch').click();
    await expect(row.getByText('Own settings')).toBeVisible();
    await row.getByRole('button', { name: 'Edit rule No package' }).click();
    await page.getByRole('button', { name: 'As in the deployment again' }).click();
    await expect(row.getByText('As in the deployment')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the new key is trusted, and everybody hears of the recovery', async () => {
    await page.goto('/data-connectors/connectors');
    await page.getByRole('link', { name: CONNECTOR }).click();
    const flyOut = page.getByRole('dialog', { name: CONNECTOR });
    await flyOut.getByRole('button', { name: 'Accept the new key' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Accept the new key' }).click();
    const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
    await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: MINUTE_MS });
    await page.goto('/alerts');
    await expect(page.getByText('No open alert')).toBeVisible({ timeout: 2 * MINUTE_MS });
    await expect(() => {
      expect(mails().at(-1)?.mail.subject).toBe(`Recovered: ${CONNECTOR}`);
      expect(receiver.hooks).toHaveLength(3);
    }).toPass({ timeout: MINUTE_MS });
    const { headers, body } = receiver.hooks.at(-1) ?? { headers: {}, body: '' };
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'alert.recovered' });
    await page.getByRole('tab', { name: 'Over' }).click();
    await expect(page.getByRole('row').nth(1)).toContainText('Recovered');
  });

  await test.step('it fits a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/alerts?state=all', '/settings/alerts']) {
      await page.goto(path);
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });
  await receiver.close();
});

async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThan(1);
}
