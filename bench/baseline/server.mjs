import mongoose from 'mongoose';
import { baselineApp } from './app.mjs';
import { modelsOf } from './models.mjs';

// node bench/baseline/server.mjs: the platform's eight busiest routes as one Express process.
// PORT, MONGODB_URI, MONGODB_DATABASE and JWT_SECRET come from the environment.
const { PORT, MONGODB_URI, MONGODB_DATABASE, JWT_SECRET } = process.env;
const connection = await mongoose
  .createConnection(MONGODB_URI, { dbName: MONGODB_DATABASE, autoIndex: false, maxPoolSize: 20 })
  .asPromise();
const app = baselineApp({ models: modelsOf(connection), jwtSecret: JWT_SECRET });
const server = app.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => void connection.close().then(() => process.exit(0)));
  server.closeAllConnections();
});
