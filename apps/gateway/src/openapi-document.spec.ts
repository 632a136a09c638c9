import Ajv from 'ajv/dist/2020';
import * as contracts from '@har/contracts';
import { ERRORS } from '@har/errors';
import { errorCodesOf, openApiPath, routesIn, validateInput, type AnyRoute } from '@har/routing';
import { openApiDocument } from './openapi-document';

const routes = routesIn(contracts);
const document = openApiDocument('http://localhost:3000', '1.0.0');
const ajv = new Ajv({ strict: false, validateFormats: false });

interface Operation {
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object; example?: unknown }> }
  >;
}

const operationOf = ({ path, method }: AnyRoute) =>
  (document.paths?.[openApiPath(path)] as Record<string, Operation> | undefined)?.[method.toLowerCase()];

describe('the OpenAPI document', () => {
  it('has every contract once, under a name, a method and a path of its own', () => {
    expect(routes.length).toBeGreaterThan(0);
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)).size).toBe(
      routes.length,
    );
  });

  describe.each(routes.map((contract) => [`${contract.method} ${contract.path}`, contract] as const))(
    '%s',
    (_name, contract) => {
      it('is documented with every error it can answer', () => {
        const operation = operationOf(contract)!;
        for (const code of errorCodesOf(contract)) {
          expect(operation.responses[ERRORS[code].status]?.description).toContain(code);
        }
        expect(operation.responses[contract.status ?? 200]).toBeDefined();
      });

      it('shows an example that it would accept', () => {
        const { params, query, body } = contract.example as Record<string, unknown>;
        // Signed bodies are looked into by their handler only.
        const shown = contract.raw_with_header ? { payload: 'e30=', signature: 't=1' } : body;
        expect(() => validateInput(contract, { params, query, body: shown })).not.toThrow();
      });

      it('shows a reply of the declared shape', () => {
        if (contract.binary) {
          const { content } = operationOf(contract)!.responses[contract.status ?? 200]!;
          expect(content).toEqual({
            [contract.binary.content_type]: { schema: { type: 'string', format: 'binary' } },
          });
          return;
        }
        const { reply } = contract.example as { reply?: unknown };
        expect(contract.reply !== undefined).toBe(reply !== undefined);
        const content =
          operationOf(contract)!.responses[contract.status ?? 200]!.content!['application/json']!;
        const data = JSON.parse(JSON.stringify({ success: true, data: reply })) as unknown;
        expect([ajv.validate(content.schema, data), ajv.errorsText()]).toEqual([true, 'No errors']);
        const joi = contract.reply?.validate(reply, { convert: false });
        expect(joi?.error?.message).toBeUndefined();
      });
    },
  );
});
