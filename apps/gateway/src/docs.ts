import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import getAbsoluteFSPath from 'swagger-ui-dist/absolute-path';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Har Academy API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>`;

const START = `window.onload = () => SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true });`;

/** GET /openapi.json and a page at /docs that shows it, to which / leads; nothing is fetched from elsewhere. */
export async function mountDocs(fastify: FastifyInstance, document: object): Promise<void> {
  const json = JSON.stringify(document);
  fastify.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(json));
  fastify.get('/', async (_request, reply) => reply.redirect('/docs'));
  fastify.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  fastify.get('/docs/start.js', async (_request, reply) => reply.type('text/javascript').send(START));
  await fastify.register(fastifyStatic, {
    root: getAbsoluteFSPath(),
    prefix: '/docs/assets/',
    index: false,
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
  });
}

/** The version of the platform, from its package.json. */
export function platformVersion(): string {
  const file = join(process.cwd(), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
