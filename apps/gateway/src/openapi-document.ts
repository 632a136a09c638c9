import type { OpenAPIV3_1 } from 'openapi-types';
import * as contracts from '@har/contracts';
import { buildOpenApi, routesIn } from '@har/routing';

const DESCRIPTION = `The REST API of Har Academy: sign up, publish, buy, learn, ask.

Every answer is \`{success, data, message?, pagination?}\` or \`{success: false, error: {code, message, details?, request_id}}\`.
Messages follow \`Accept-Language\` (fr, en). POSTs that create or charge honour \`Idempotency-Key\`.`;

/** The OpenAPI 3.1 document of the whole platform. */
export function openApiDocument(publicUrl: string, version: string): OpenAPIV3_1.Document {
  return buildOpenApi(routesIn(contracts), {
    title: 'Har Academy',
    version,
    description: DESCRIPTION,
    servers: [{ url: `${publicUrl}/api/v1`, description: 'Gateway' }],
  });
}
