/** Tests that need minutes: `npm run test:faults` (tools/faults.mjs). Some of `npm test` run here with their whole figures. */
const common = require('./jest.config.js');

module.exports = {
  ...common,
  roots: ['<rootDir>/faults', '<rootDir>/promises', '<rootDir>/apps/payment/test'],
  testMatch: [
    '<rootDir>/faults/**/*.fault-spec.ts',
    '<rootDir>/promises/fuzz.e2e-spec.ts',
    '<rootDir>/promises/limits.e2e-spec.ts',
    '<rootDir>/apps/payment/test/{ledger,reconciliation,stripe-webhook,purchase}.e2e-spec.ts',
  ],
  // One at a time: several would measure each other.
  maxWorkers: 1,
  // Whole figures take as long as they take, and on a busy machine longer.
  testTimeout: 3_600_000,
  collectCoverage: false,
};
