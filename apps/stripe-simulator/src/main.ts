import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './stripe-simulator.app';

runApp(async () => {
  const app = await start(process.env);
  // For who starts it on a free port (PORT=0).
  process.stdout.write(`${JSON.stringify({ listening: app.port })}\n`);
  return app;
});
