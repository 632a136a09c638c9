import { mkdirSync, writeFileSync } from 'node:fs';
import * as contracts from '@har/contracts';
import { routesIn } from '@har/routing';
import { buildCollection, buildEnvironment } from './postman/postman-collection';
import { TOUR } from './postman/tour';

/** `npm run postman`: writes the collection and its environment. */
const FILES = {
  'postman/har-academy.postman_collection.json': buildCollection(routesIn(contracts), TOUR),
  'postman/local.postman_environment.json': buildEnvironment(),
};

mkdirSync('postman', { recursive: true });
for (const [file, content] of Object.entries(FILES)) {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`wrote ${file}`);
}
