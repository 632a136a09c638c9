/** Specs beside the source and e2e specs run alike; MONGODB_URI and REDIS_URL come from `npm test`. */
const ES_MODULES = '(?:file-type|strtok3|token-types|@tokenizer|@borewit|uint8array-extras)';

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/demo', '<rootDir>/tools', '<rootDir>/promises'],
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  moduleNameMapper: {
    '^@har/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^file-type$': '<rootDir>/node_modules/file-type/index.js',
  },
  // file-type and what it is made of are ES modules only.
  transform: { '^.+\\.ts$': ['@swc/jest'], [`/node_modules/${ES_MODULES}/.+\\.js$`]: ['@swc/jest'] },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
  setupFiles: ['reflect-metadata'],
  // A whole academy runs in each worker, and its stores beside it.
  maxWorkers: 2,
  // Each spec loads the platform anew: a worker that has grown is replaced by a fresh one.
  workerIdleMemoryLimit: '1GB',
  forceExit: true,
  testTimeout: 180_000,
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  coverageReporters: ['json-summary', 'text-summary', 'json'],
  collectCoverageFrom: [
    'apps/*/src/**/*.ts',
    'libs/*/src/**/*.ts',
    '!**/*.spec.ts',
    '!**/main.ts',
    '!**/*.worker.ts',
  ],
};
