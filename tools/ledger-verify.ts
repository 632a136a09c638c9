import 'reflect-metadata';
import { verifyLedger } from '../apps/payment/src/audit/verify-ledger';

/** `npm run ledger:verify`: prints what the ledger holds, and every difference to the other books; 1 when there is one. */
async function main(): Promise<void> {
  const report = await verifyLedger();
  console.log(JSON.stringify(report, null, 2));
  if (report.differences.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
