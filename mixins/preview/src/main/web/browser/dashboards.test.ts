import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { eventually, launch, open, setting } from './chromium';

const PREVIEW = setting('TELLTALE_PREVIEW').replace(/\/$/, '');
const DASHBOARDS = setting('TELLTALE_DASHBOARDS');
const PICTURES = setting('TELLTALE_PICTURES');

const RED = /#f2495c|rgb\(242, 73, 92\)/i;

// Of 255: a colour, a bar or a dial that is another differs by more.
const TOLERANCE = 12;
const LOOKS = JSON.parse(readFileSync(new URL('looks.json', import.meta.url), 'utf8')) as Record<string, number[]>;

const { dashboards, figures } = { dashboards: await list(), figures: {} as Record<string, number> };

let browser: Browser;
let page: Page;
let errors: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  writeFileSync(join(PICTURES, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
});

beforeEach(async () => {
  ({ page, errors, close } = await open(browser, { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }));
});

afterEach(() => close());

describe('golden values', () => {
  // The refused query is a failed request, which the browser tells.
  afterEach(() => {
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('400')));
  });

  it('are written and coloured as Grafana writes and colours them', async () => {
    await show('/d/golden?shot');
    expect(await text('Bytes')).toContain('1.5 kB');
    expect(await text('Seconds')).toMatch(/250\s*ms/);
    expect(await text('Past its threshold')).toMatch(/93\s*%/);
    expect(await panel('Past its threshold').innerHTML()).toMatch(RED);
    expect(await panel('Bytes').innerHTML()).not.toMatch(RED);
    expect(await panel('Dial').getByRole('img').getAttribute('aria-label')).toContain('93%');
    expect(await panel('Dial').innerHTML()).toMatch(RED);
    expect(await text('Bars')).toMatch(/\/api\/users\/\{id\}[\s\S]*125\s*ms/);
    await page.screenshot({ path: `${PICTURES}/golden-dark.png`, fullPage: true });
  });

  it('stand in a table that sorts, colours and links', async () => {
    await show('/d/golden?shot');
    const rows = (): Promise<string[][]> =>
      panel('Routes')
        .locator('tbody tr')
        .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)));
    expect((await rows()).map((row) => row.at(-1))).toEqual(['2 s', '500 ms', '125 ms']);
    expect(await panel('Routes').locator('tbody tr').first().locator('td').last().getAttribute('data-color')).toMatch(
      RED,
    );
    await panel('Routes')
      .getByRole('button', { name: /^Duration/ })
      .click();
    await panel('Routes').getByRole('button', { name: 'route', exact: true }).click();
    expect((await rows())[2]).toContain('/api/users/{id}');
    expect(await panel('Routes').getByRole('link', { name: 'GET' }).count()).toBe(0);
    await panel('Routes').getByRole('link', { name: '/api/users/{id}' }).click();
    await eventually(async () => expect(await page.title()).toBe('Other'));
    expect(page.url()).toContain('from=now-2m&to=now&var-route=%2Fapi%2Fusers%2F%7Bid%7D');
    await eventually(async () => expect(await text('Chosen')).toMatch(/125\s*ms/));
  });

  it('have exemplars that lead to their traces', async () => {
    await show('/d/golden?shot');
    const exemplar = panel('Latency').locator('a.exemplar').first();
    await exemplar.waitFor();
    expect(await exemplar.getAttribute('href')).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/traces\/(0123456789abcdef){2}$|^http:\/\/127\.0\.0\.1:9\/traces\/(fedcba9876543210){2}$/,
    );
    const [popup] = await Promise.all([page.context().waitForEvent('page'), exemplar.click()]);
    expect(popup.url()).toMatch(/^http:\/\/127\.0\.0\.1:9\/|^chrome-error:|^about:blank/);
    await popup.close();
  });

  it('are drawn by every type of panel', async () => {
    await show('/d/golden?shot');
    expect(await panel('Latency').getByText('up to 1.0').count()).toBe(1);
    expect(await panel('Distribution').getByRole('img').getAttribute('aria-label')).toBe('Distribution: 3 buckets');
    expect(await drawn(panel('Distribution').locator('canvas'))).toBeGreaterThan(100);
    expect(await drawn(panel('Latency').locator('canvas'))).toBeGreaterThan(100);
    expect(await panel('States').locator('.timeline-span').count()).toBe(2);
    expect(await panel('States').locator('.timeline-span').first().getAttribute('title')).toContain('up');
    expect(await panel('Text').locator('strong').innerText()).toBe('bold');
    expect(await panel('Text').locator('a[href^="javascript"], [onerror]').count()).toBe(0);
    expect(await text('Alerts')).toMatch(/GoldenAlert[\s\S]*The ratio is <b>high<\/b>\./);
    expect(await text('Lines')).toContain('<i>first</i> of {job=".*"}');
    await panel('Lines').getByRole('button', { name: /first/ }).click();
    expect(await panel('Lines').getByRole('link').getAttribute('href')).toContain('0123456789abcdef');
    expect(await page.title()).toBe('Golden values');
  });

  it('are missed with a reason, refused with the message of Prometheus', async () => {
    await show('/d/golden?shot');
    expect(await text('Empty')).toMatch(/No data\s+Nothing exports no_such_metric\./);
    expect(await text('Refused')).toContain('unclosed left parenthesis');
  });
});

describe('looks', () => {
  afterEach(() => {
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('400')));
  });

  // Averages of large areas do not depend on fonts, nor on how edges are smoothed. What moves with time is left out.
  it.each(['Bytes', 'Past its threshold', 'Dial', 'Bars', 'Routes'])('are as they were: %s', async (title) => {
    await show('/d/golden?shot');
    const looks = await averages(await panel(title).screenshot());
    const known = LOOKS[title];
    const difference = known && Math.max(...looks.map((value, index) => Math.abs(value - (known[index] ?? 1000))));
    if (difference === undefined || difference > TOLERANCE) {
      writeFileSync(join(PICTURES, `looks ${title}.json`), JSON.stringify({ [title]: looks }));
    }
    expect(difference).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('variables', () => {
  afterEach(() => {
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('400')));
  });

  it('are chosen, chained, kept in the address and taken along by links', async () => {
    await show('/d/golden');
    await page.getByRole('button', { name: 'Route: All' }).click();
    await page.getByRole('listbox').getByRole('option', { name: '/api/users/{id}' }).getByRole('button').click();
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await panel('Routes').locator('tbody tr').count()).toBe(1));
    expect(page.url()).toContain('var-route=%2Fapi%2Fusers%2F%7Bid%7D');
    await page.getByRole('button', { name: 'Method: All' }).click();
    expect(await page.getByRole('listbox').getByRole('option').allInnerTexts()).toEqual(['All', 'GET']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Route: /api/users/{id}' }).click();
    await page.getByRole('listbox').getByRole('option', { name: '/api/orders' }).getByRole('button').click();
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await panel('Routes').locator('tbody tr').count()).toBe(3));
    await page.getByRole('link', { name: 'Other', exact: true }).click();
    await page.getByRole('button', { name: 'Route: /api/orders + /api/users/{id}' }).waitFor();
    expect(page.url()).toContain('from=now-2m&to=now');
    await page.goBack();
    await eventually(async () => expect(await page.title()).toBe('Golden values'));
  });

  it('take their first value from the dashboard', async () => {
    await show('/d/golden');
    await page.getByRole('button', { name: /Folded/ }).click();
    await eventually(async () => expect(await text('Interval')).toContain('2'));
    await page.getByRole('button', { name: 'Golden: 2' }).click();
    await page.getByRole('listbox').getByRole('option', { name: '3' }).getByRole('button').click();
    await eventually(async () => expect(await text('Interval')).toContain('3'));
  });
});

describe('the page', () => {
  afterEach(() => {
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('400')));
  });

  it('lists and finds dashboards', async () => {
    await page.goto(PREVIEW);
    await page.getByRole('link', { name: /Golden values/ }).waitFor();
    expect(await page.locator('.list li').count()).toBe(dashboards.length);
    await page.getByRole('searchbox').fill('known SERIES');
    expect(await page.locator('.list li').count()).toBe(1);
    await page.getByRole('link', { name: /Golden values/ }).click();
    await page.getByText('preview, not Grafana').waitFor();
  });

  it('goes to another time range and says what is none', async () => {
    await show('/d/golden');
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByRole('button', { name: 'Last 15 minutes' }).click();
    expect(page.url()).toContain('from=now-15m&to=now');
    await page.getByRole('button', { name: 'Time range: Last 15 minutes' }).click();
    await page.getByLabel('From').fill('yesterday');
    await page.getByRole('button', { name: 'Apply time range' }).click();
    await page.getByText('Write a time such as now-6h').waitFor();
    await page.goto(`${PREVIEW}/d/golden?from=now&to=now-1h`);
    await page.getByText('The time range from now to now-1h is none').waitFor();
  });

  it('goes to what is dragged over', async () => {
    await show('/d/golden?shot');
    const box = (await panel('Latency').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await eventually(() => expect(page.url()).toMatch(/from=\d{13}&to=\d{13}$/));
    await settled();
    expect(await page.locator('.message.bad').allInnerTexts()).toEqual([expect.stringContaining('parenthesis')]);
  });

  it('goes from dark to light and remembers', async () => {
    await show('/d/golden');
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: 'Dark or light' }).click();
    expect(await ground()).not.toBe(dark);
    const light = await ground();
    await page.reload();
    await eventually(async () => expect(await ground()).toBe(light));
    await settled();
    await page.screenshot({ path: `${PICTURES}/golden-light.png`, fullPage: true });
  });

  it('shows a panel alone and comes back', async () => {
    await show('/d/golden');
    await panel('Bytes').hover();
    await panel('Bytes').getByRole('button', { name: 'View Bytes' }).click();
    await eventually(async () => expect(await page.locator('.panel').count()).toBe(1));
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await page.locator('.panel').count()).toBeGreaterThan(5));
  });

  it('loads a changed dashboard by itself', async () => {
    await show('/d/other');
    const file = join(DASHBOARDS, 'other.json');
    const before = readFileSync(file, 'utf8');
    try {
      writeFileSync(file, before.replace('"title": "Chosen"', '"title": "Changed"'));
      await panel('Changed').waitFor();
      writeFileSync(file, '{ "panels": [');
      await page
        .getByText(/other\.json cannot be read as JSON/)
        .first()
        .waitFor();
    } finally {
      writeFileSync(file, before);
    }
    await panel('Chosen').waitFor();
    errors.length = 0;
  });

  it('is readable on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await show('/d/golden');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.screenshot({ path: `${PICTURES}/golden-phone.png` });
  });
});

describe('every dashboard', () => {
  it.each(dashboards.filter(({ uid }) => uid.startsWith('telltale-')))(
    '$title opens without an error, and each panel shows data or says why not',
    async ({ uid }) => {
      await show(`/d/${uid}?shot`);
      const states = await page
        .locator('.panel')
        .evaluateAll((all) => all.map((each) => [each.getAttribute('aria-label'), each.getAttribute('data-state')]));
      expect(states.length).toBeGreaterThan(0);
      expect(states.filter(([, state]) => state !== 'data' && state !== 'empty')).toEqual([]);
      const reasons = await page.locator('.panel[data-state="empty"]').allInnerTexts();
      expect(reasons.filter((reason) => !/No data\s+\S/.test(reason))).toEqual([]);
      expect(await page.getByText('The panel could not be drawn').count()).toBe(0);
      expect(await page.getByText('does not draw panels of the type').count()).toBe(0);
    },
  );
});

describe('speed', () => {
  it('is told: the first dashboard, and thirty panels of twenty series over a day', async () => {
    const start = Date.now();
    await show('/d/other');
    figures['first dashboard painted, ms'] = Date.now() - start;

    const points = 24 * 60;
    const end = Math.floor(Date.now() / 60_000) * 60;
    const result = Array.from({ length: 20 }, (_, series) => ({
      metric: { series: String(series) },
      values: Array.from({ length: points }, (_, index) => [
        end - (points - index) * 60,
        String(Math.sin(index / 50 + series) + series),
      ]),
    }));
    const answer = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
    const model = {
      uid: 'other',
      title: 'Many',
      time: { from: 'now-24h', to: 'now' },
      panels: Array.from({ length: 30 }, (_, index) => ({
        id: index + 1,
        type: 'timeseries',
        title: `Panel ${index}`,
        gridPos: { x: (index % 3) * 8, y: Math.floor(index / 3) * 8, w: 8, h: 8 },
        targets: [{ refId: 'A', expr: 'x', legendFormat: '{{series}}' }],
        options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
      })),
    };
    await page.route('**/api/dashboards/other', (route) => route.fulfill({ json: model }));
    await page.route('**/api/prometheus/query_range*', (route) =>
      route.fulfill({ contentType: 'application/json', body: answer }),
    );
    const many = Date.now();
    await show('/d/other?shot');
    figures['30 panels of 20 series over 24 h painted, ms'] = Date.now() - many;
    // How long a frame takes at most while the pointer moves over a graph.
    const box = await panel('Panel 0').boundingBox();
    await page.evaluate(() => {
      const frames = ((window as never as { frames: number[] }).frames = [] as never as number[]);
      let last = performance.now();
      const next = (now: number): void => {
        frames.push(now - last);
        last = now;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    for (let step = 0; step < 30; step++) {
      await page.mouse.move((box?.x ?? 0) + 80 + step * 8, (box?.y ?? 0) + 120);
    }
    const frames = (await page.evaluate(() => [...(window as never as { frames: number[] }).frames])).sort(
      (left, right) => left - right,
    );
    figures['frame while hovering, median ms'] = Math.round(frames[Math.floor(frames.length / 2)] ?? NaN);
    figures['frame while hovering, longest ms'] = Math.round(frames.at(-1) ?? NaN);
    // Interactive, on a machine three times slower than an idle one.
    expect(figures['frame while hovering, median ms']).toBeLessThan(300);
  }, 120_000);
});

function panel(title: string): Locator {
  return page.locator(`.panel[aria-label="${title}"]`);
}

async function text(title: string): Promise<string> {
  return panel(title).innerText();
}

async function show(place: string): Promise<void> {
  await page.goto(PREVIEW + place);
  await settled();
}

async function settled(): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset['state'] === 'ready', undefined, {
    timeout: 60_000,
  });
}

/** How many pixels of a canvas are not empty. */
async function drawn(canvas: Locator): Promise<number> {
  return canvas.first().evaluate((each) => {
    const { width, height } = each as HTMLCanvasElement;
    const pixels = (each as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
  });
}

/** The mean red, green and blue of eight by four fields of a picture, row by row. */
async function averages(picture: Buffer): Promise<number[]> {
  return page.evaluate(
    async (data) => {
      const image = new Image();
      image.src = data;
      await image.decode();
      const { width, height } = image;
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      const sums = new Array<number>(8 * 4 * 3).fill(0);
      context.getImageData(0, 0, width, height).data.forEach((value, index) => {
        const [pixel, channel] = [Math.floor(index / 4), index % 4];
        const column = Math.floor(((pixel % width) * 8) / width);
        const row = Math.floor((Math.floor(pixel / width) * 4) / height);
        if (channel < 3) {
          sums[(row * 8 + column) * 3 + channel]! += value;
        }
      });
      return sums.map((sum) => Math.round((sum * 8 * 4) / (width * height)));
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
}

async function list(): Promise<{ uid: string; title: string }[]> {
  return (await (await fetch(`${PREVIEW}/api/dashboards`)).json()) as { uid: string; title: string }[];
}
