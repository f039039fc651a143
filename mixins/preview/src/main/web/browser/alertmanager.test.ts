import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { eventually, launch, open, setting } from './chromium';

const ALERTMANAGER = setting('TELLTALE_ALERTMANAGER');
const PICTURES = setting('TELLTALE_PICTURES');

let browser: Browser;
let page: Page;
let errors: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  for (const silence of await read<{ id: string; status: { state: string } }[]>('silences')) {
    if (silence.status.state !== 'expired') {
      await fetch(`${ALERTMANAGER}/api/v2/silence/${silence.id}`, { method: 'DELETE' });
    }
  }
  await fire('ServiceDown', 'critical', 'payments');
  await fire('HighErrorRate', 'warning', 'payments');
  await fire('HighLatency', 'warning', 'orders', { uri: '/api/orders/{id}' });
  await eventually(async () => {
    const alerts = await read<{ status: { state: string } }[]>('alerts');
    expect(alerts.map((alert) => alert.status.state).sort()).toEqual(['active', 'active', 'suppressed']);
  });
  ({ page, errors, close } = await open(browser, { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }));
});

afterEach(() => close());

it('shows alerts by group, with receiver and route', async () => {
  await show('/#/alerts');
  const group = page.getByRole('region', { name: 'Group {job="payments"} for critical' });
  await group.getByText('ServiceDown', { exact: true }).waitFor();
  expect(await group.innerText()).toContain('routed by');
  expect(await group.innerText()).toContain('severity="critical"');
  expect(await group.innerText()).toContain('repeats after 3h');
  expect(await group.getByRole('link', { name: 'Runbook' }).getAttribute('href')).toBe(
    'https://runbooks.example/ServiceDown',
  );
  expect(await page.title()).toBe('(2) Alerts · Alertmanager');
  await page.screenshot({ path: `${PICTURES}/alerts-dark.png` });
});

it('says which alert inhibits another and leads to it', async () => {
  await show('/#/alerts');
  const inhibited = page.locator('.alert.inhibited');
  await inhibited.waitFor();
  expect(await inhibited.innerText()).toMatch(/HighErrorRate[\s\S]*inhibited by ServiceDown/);
  await inhibited.getByRole('button', { name: 'ServiceDown' }).click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('ServiceDown');
});

it('names the inhibiting alert although the filter hides it', async () => {
  await show(`/#/alerts?filter=${encodeURIComponent('{alertname="HighErrorRate"}')}`);
  expect(await page.locator('.alert').count()).toBe(1);
  expect(await page.locator('.why').innerText()).toContain('ServiceDown');
});

it('lands right from the links of notifications', async () => {
  await show('/#/alerts?receiver=critical');
  expect(await page.locator('.alert').count()).toBe(1);
  expect(await page.getByLabel('Receiver').inputValue()).toBe('critical');

  await page.goto(
    `${ALERTMANAGER}/#/silences/new?filter=${encodeURIComponent('{alertname="HighLatency",job="orders"}')}`,
  );
  await page.getByText('Matches 1 of 3 alerts now').waitFor();
  expect(
    await page.getByLabel('Label').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
  ).toEqual(['alertname', 'job']);
});

it('filters by what is typed, by a label that is clicked and by state, and keeps it in the address', async () => {
  await show('/#/alerts');
  await page.locator('.alert').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('job=~"pay.*"');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await page.locator('.alert').count()).toBe(2));
  await page.getByRole('button', { name: '1 inhibited' }).click();
  expect(await page.locator('.alert').count()).toBe(1);
  expect(decodeURIComponent(page.url())).toContain('filter={job=~"pay.*"}&inhibited=false');
  await page.reload();
  await eventually(async () => expect(await page.locator('.alert').count()).toBe(1));
  await page.getByRole('button', { name: 'Remove job=~"pay.*"' }).click();
  await eventually(async () => expect(await page.locator('.alert').count()).toBe(2));
});

it('says what is wrong with a filter, whoever finds it', async () => {
  await show('/#/alerts');
  await page.getByLabel('Filter by label').fill('job=~"a", severity');
  await page.keyboard.press('Enter');
  await page.getByText('expected =, !=, =~ or !~ at the end').waitFor();
});

it('goes on refreshing without taking the focus or what was typed', async () => {
  await show('/#/alerts');
  await page.locator('.alert').first().waitFor();
  await page.locator('summary').first().click();
  await page.getByLabel('Filter by label').pressSequentially('job="ord');
  await fire('NewAlert', 'warning', 'orders');
  await page.locator('.name', { hasText: 'NewAlert' }).waitFor();
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('job="ord');
  expect(await page.locator('details[open]').count()).toBe(1);
  await fire('NewAlert', 'warning', 'orders', {}, new Date());
  await page.locator('.name', { hasText: 'NewAlert' }).waitFor({ state: 'detached' });
});

it('shows as text what comes from outside', async () => {
  await fire('<img src=x onerror=alert(1)>', 'warning', '"><b id="bold">bold</b>', { uri: 'javascript:alert(1)' });
  await show('/#/alerts');
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await page.locator('summary', { hasText: '<img' }).click();
  expect(await page.locator('#bold, main img').count()).toBe(0);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  await fire(
    '<img src=x onerror=alert(1)>',
    'warning',
    '"><b id="bold">bold</b>',
    { uri: 'javascript:alert(1)' },
    new Date(),
  );
});

it('creates a silence from an alert, shows it as the reason, and expires it', async () => {
  await show('/#/alerts');
  await page.locator('.alert', { hasText: 'HighLatency' }).getByRole('link', { name: 'Silence', exact: true }).click();
  await page.getByText('Matches 1 of 3 alerts now').waitFor();
  const create = page.getByRole('button', { name: 'Create silence' });
  expect(await create.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Remove uri' }).click();
  await page.getByLabel('Duration').fill('soon');
  await page.getByText('Write a duration such as 2h or 1d12h.').waitFor();
  await page.getByRole('button', { name: '8h' }).click();
  await page.getByLabel('Author').fill('Ada');
  await page.getByLabel('Comment').fill('Known: <OPS-1>');
  await page.screenshot({ path: `${PICTURES}/silence-new.png`, fullPage: true });
  await create.click();
  await page.getByText('silences 1 alert').waitFor();
  expect(page.url()).toMatch(/#\/silences\/[0-9a-f-]{36}$/);
  const [silence] = (
    await read<{ startsAt: string; endsAt: string; createdBy: string; status: { state: string } }[]>('silences')
  ).filter((each) => each.status.state === 'active');
  expect(Date.parse(silence?.endsAt ?? '') - Date.parse(silence?.startsAt ?? '')).toBeLessThanOrEqual(8 * 3_600_000);
  expect(Date.parse(silence?.endsAt ?? '') - Date.parse(silence?.startsAt ?? '')).toBeGreaterThan(
    8 * 3_600_000 - 60_000,
  );

  await page.getByRole('link', { name: 'Alerts', exact: true }).click();
  await page.getByText(/silenced by/).waitFor();
  expect(await page.locator('.alert.silenced').innerText()).toMatch(
    /HighLatency[\s\S]*silenced by Known: <OPS-1> of Ada/,
  );

  await page.getByRole('link', { name: 'Known: <OPS-1>' }).click();
  await page.getByRole('button', { name: 'Expire', exact: true }).click();
  await page.getByRole('button', { name: 'Expire now' }).click();
  await page.getByText(/^ended /).waitFor();
  await page.goto(`${ALERTMANAGER}/#/alerts`);
  await eventually(async () => expect(await page.locator('.alert.silenced').count()).toBe(0));
});

it('lists silences by state and changes one in place', async () => {
  const later = await silence('orders', 60, 120);
  const now = await silence('payments', 0, 60);
  await show('/#/silences');
  await page.getByText('job="payments"').waitFor();
  expect(await page.locator('.silence').count()).toBe(1);
  await page.getByRole('button', { name: '1 pending' }).click();
  await page.getByText(/^starts in /).waitFor();
  await page.screenshot({ path: `${PICTURES}/silences.png` });

  await page.goto(`${ALERTMANAGER}/#/silences/${later}/edit`);
  await page.getByLabel('Comment').fill('changed');
  await page.getByRole('button', { name: 'Save silence' }).click();
  await page.getByRole('button', { name: 'Expire', exact: true }).waitFor();
  await page.getByText('changed').first().waitFor();
  const active = (await read<{ id: string; comment: string; status: { state: string } }[]>('silences')).filter(
    (each) => each.status.state !== 'expired',
  );
  expect(active.map((each) => each.comment).sort()).toEqual(['changed', 'test']);
  expect(active.map((each) => each.id)).toContain(now);
});

it('shows what Alertmanager refuses', async () => {
  await show(`/#/silences/new?filter=${encodeURIComponent('{job=~".*"}')}`);
  await page.getByText('Matches 3 of 3 alerts now: all there are').waitFor();
  await page.getByLabel('Author').fill('Ada');
  await page.getByLabel('Comment').fill('all');
  await page.getByLabel('Value').fill('(');
  await page.getByText(/Alertmanager answered 400: .*missing closing \)/).waitFor();
  errors.length = 0;
});

it('shows routes, receivers, inhibition and status', async () => {
  await show('/#/routing');
  await page.getByText('1 alert', { exact: true }).first().waitFor();
  expect(await page.locator('.route', { hasText: '→ critical' }).innerText()).toContain('1 alert');
  await page.screenshot({ path: `${PICTURES}/routing.png`, fullPage: true });
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByText('disabled: this one stands alone').waitFor();
  expect(await page.locator('pre').innerText()).toContain('receiver: warning');
});

it('says that Alertmanager is gone and keeps what it said last', async () => {
  await show('/#/alerts');
  await page.locator('.alert').first().waitFor();
  await page.route('**/api/v2/**', (route) => route.abort());
  await page
    .getByText('Alertmanager cannot be reached. Check that it runs. What is below is the last answer.')
    .waitFor();
  expect(await page.locator('.alert').count()).toBe(3);
  await page.unroute('**/api/v2/**');
  await page.getByText('Alertmanager cannot be reached.').waitFor({ state: 'detached' });
  // The browser tells of each failed request.
  errors.length = 0;
});

it('is readable on a phone and in light colours', async () => {
  await close();
  ({ page, errors, close } = await open(browser, { colorScheme: 'light', viewport: { width: 390, height: 844 } }));
  for (const view of ['alerts', 'silences', 'silences/new', 'routing', 'status']) {
    await show(`/#/${view}`);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(390);
    await page.screenshot({ path: `${PICTURES}/phone-${view.replace('/', '-')}.png` });
  }
});

async function show(place: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${ALERTMANAGER}${place}`);
  await page.locator('main').waitFor();
  if (place.startsWith('/#/alerts')) {
    await page.locator('.alert').first().waitFor();
  }
}

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(`${ALERTMANAGER}/api/v2/${path}`)).json()) as T;
}

async function fire(
  alertname: string,
  severity: string,
  job: string,
  labels: Record<string, string> = {},
  endsAt?: Date,
): Promise<void> {
  await post('alerts', [
    {
      labels: { alertname, severity, job, ...labels },
      annotations: {
        summary: `${alertname} of ${job}`,
        runbook_url: `https://runbooks.example/${encodeURIComponent(alertname)}`,
      },
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      endsAt: (endsAt ?? new Date(Date.now() + 3_600_000)).toISOString(),
    },
  ]);
}

async function silence(job: string, from: number, to: number): Promise<string> {
  const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const matchers = [{ name: 'job', value: job, isRegex: false, isEqual: true }];
  return (
    await post<{ silenceID: string }>('silences', {
      matchers,
      startsAt: at(from),
      endsAt: at(to),
      createdBy: 'test',
      comment: 'test',
    })
  ).silenceID;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${ALERTMANAGER}/api/v2/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
