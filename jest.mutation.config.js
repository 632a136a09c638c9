/** The specs of rules, which need no stores: what mutated rules are held against (`npm run test:mutation`). */
const common = require('./jest.config.js');

module.exports = {
  ...common,
  roots: ['<rootDir>/apps', '<rootDir>/libs/access'],
  testMatch: [
    '<rootDir>/libs/access/src/*.spec.ts',
    '<rootDir>/apps/auth/src/{login-throttle/client-scope,passwords/password-hash,passwords/password-policy}.spec.ts',
    '<rootDir>/apps/auth/src/{password-reset,sessions}/*-token.spec.ts',
    '<rootDir>/apps/auth/src/signing-keys/sealed-text.spec.ts',
    '<rootDir>/apps/course/src/{course/course-access,entitlement/opens-course,lesson-access/access-decision}.spec.ts',
    '<rootDir>/apps/payment/src/{audit,ledger,money,refund}/*.spec.ts',
    '<rootDir>/apps/payment/src/{entitlement/entitlement-reply,purchase/offer}.spec.ts',
    '<rootDir>/apps/payment/src/{subscription,transaction}/*.spec.ts',
  ],
  collectCoverage: false,
};
