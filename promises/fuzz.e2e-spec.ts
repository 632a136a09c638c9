import { describeFuzz } from './fuzz';

// A sample; `npm run test:faults` sends 200 an operation.
describeFuzz(Number(process.env.FUZZ_CASES ?? 10));
