import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startAcademy, type Academy } from '@har/testing';
import { HOSTILE_HTML } from '../apps/course/src/lesson/hostile-html.fixture';
import { sanitizeLessonHtml } from '../apps/course/src/lesson/lesson-html';
import { teach, textLesson } from '../apps/course/test/taught-course';

/** Nothing is fetched from elsewhere, and no two runs share a profile. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const ELEMENTS =
  'a abbr b body button code details div form h1 iframe img input p svg table td video x'.split(' ');
const HANDLERS =
  'onclick onerror onload onfocus onmouseover ontoggle onanimationstart onpointerenter onbegin'.split(' ');
const URLS = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  ' \tjava\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
];

/** The corpus, and every handler on every element, and every URL in every place that takes one. */
const CORPUS: string[] = [
  ...HOSTILE_HTML,
  ...ELEMENTS.flatMap((tag) =>
    HANDLERS.map((on) => `<${tag} src=x ${on}=alert(1) tabindex=0 open>x</${tag}>`),
  ),
  ...URLS.flatMap((url) =>
    ['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'xlink:href', 'poster'].flatMap((place) =>
      ['a', 'img', 'iframe', 'form', 'button', 'object', 'embed', 'svg'].map(
        (tag) => `<${tag} ${place}="${url}">x</${tag}>`,
      ),
    ),
  ),
];

let academy: Academy;
let browser: Browser;
let page: Page;
let empty: Server;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  academy = await startAcademy({ services: ['auth', 'course'] });
  // A page without any policy: what keeps a reader safe here is the markup alone.
  empty = createServer((_request, answer) =>
    answer.setHeader('content-type', 'text/html').end('<main></main>'),
  );
  empty.listen(0, '127.0.0.1');
  await once(empty, 'listening');
});
afterAll(async () => {
  await browser?.close();
  empty?.close();
  await academy?.stop();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.addInitScript(() => {
    const hit = () => void ((window.top as unknown as { hits: number }).hits += 1);
    if (window.top === window) (window as unknown as { hits: number }).hits = 0;
    window.alert = hit;
  });
  page.on('dialog', (dialog) => void dialog.dismiss());
  // Whatever a page wants from elsewhere it does not get.
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
});
afterEach(() => page.close());

/** Shows each text in a page of its own making, and touches all that can be touched. @returns how often something ran */
async function hitsOf(texts: readonly string[]): Promise<number> {
  await page.goto(`http://127.0.0.1:${(empty.address() as AddressInfo).port}/`);
  return page.evaluate(async (all) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    for (const html of all) {
      const place = document.createElement('div');
      document.body.append(place);
      place.innerHTML = html;
      const frame = document.createElement('iframe');
      frame.srcdoc = html;
      document.body.append(frame);
      await wait(0);
      for (const element of place.querySelectorAll<HTMLElement>('*')) {
        for (const event of ['click', 'mouseover', 'focus', 'toggle', 'pointerenter', 'animationstart']) {
          // A link to another page would end this one.
          const leaves = event === 'click' && /^(https?|mailto):/.test(element.getAttribute('href') ?? '');
          if (!leaves) element.dispatchEvent(new Event(event, { bubbles: true, cancelable: true }));
        }
        const href = element.getAttribute('href') ?? '';
        if (/^\s*j\s*a\s*v\s*a/i.test(href)) element.click?.();
      }
      await wait(1);
      place.remove();
      frame.remove();
    }
    await wait(500);
    return (window as unknown as { hits: number }).hits;
  }, texts);
}

describe('promise 30: HTML of lessons and people never executes', () => {
  it('would run in this browser as it was written', async () => {
    expect(await hitsOf(CORPUS)).toBeGreaterThan(50);
  });

  it('runs nothing of what is kept of it', async () => {
    const hits = await hitsOf(CORPUS.map(sanitizeLessonHtml));
    process.stdout.write(`promise 30: ${CORPUS.length} texts, ${hits} executions\n`);
    expect(hits).toBe(0);
  });

  it('runs nothing of a lesson as it is read', async () => {
    const instructor = await academy.newInstructor();
    const size = 40;
    const contents = Array.from({ length: Math.ceil(CORPUS.length / size) }, (_, i) =>
      CORPUS.slice(i * size, (i + 1) * size)
        .map((text) => `<p>one</p>${text}<p>another</p>`)
        .join(''),
    );
    const lessons = contents.map((content) => textLesson({ content }));
    const course = await teach(academy, instructor, { lessons });
    const read = await Promise.all(
      course.lesson_ids.map(async (id) => {
        const { body } = await academy.api.get(`/courses/${course.id}/lessons/${id}`, {
          token: instructor.token,
        });
        return body.data.lesson.content as string;
      }),
    );
    expect(read.every((html) => html.length > 0)).toBe(true);
    expect(await hitsOf(read)).toBe(0);
  });

  it('runs nothing of names and texts when an answer is opened as a page', async () => {
    const first_name = '<img src=x onerror=alert(1)>';
    const person = await academy.newLearner({ first_name });
    const instructor = await academy.newInstructor();
    const title = '<script>alert(1)</script> tables';
    const course = await teach(academy, instructor, {
      title,
      description: first_name,
      lessons: [textLesson()],
    });
    for (const path of [
      `/auth/users/${person.user_id}`,
      `/courses/${course.id}`,
      '/courses?search=tables',
      '/<script>alert(1)</script>',
    ]) {
      const answer = await page.goto(`${academy.urlOf('gateway')}/api/v1${path}`);
      expect(await answer!.text()).toContain('alert(1)');
      expect(answer!.headers()['x-content-type-options']).toBe('nosniff');
      expect(answer!.headers()['content-security-policy']).not.toContain('unsafe-inline');
      expect(await page.evaluate(() => (window as unknown as { hits: number }).hits)).toBe(0);
    }
  });

  it('shows the documentation under the same policy', async () => {
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await page.goto(`${academy.urlOf('gateway')}/docs`);
    await page.waitForSelector('.opblock-tag');
    expect(refused.filter((text) => text.includes('script'))).toEqual([]);
  });
});
