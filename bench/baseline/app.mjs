import cors from 'cors';
import express from 'express';
import helmet from 'helmet';
import { accountRoutes, authenticate } from './accounts.mjs';
import { catalogueRoutes } from './catalogue.mjs';
import { ApiError } from './errors.mjs';
import { learningRoutes } from './learning.mjs';

/**
 * @param {object} options
 * @param {ReturnType<import('./models.mjs').modelsOf>} options.models
 * @param {string} options.jwtSecret
 */
export function baselineApp({ models, jwtSecret }) {
  const app = express();
  app.use(helmet());
  app.use(cors({ origin: 'http://localhost:3000', credentials: true }));
  app.use(express.json({ limit: '1mb' }));
  app.get('/health/ready', (_request, response) => response.json({ status: 'up' }));
  const api = express.Router();
  api.use(accountRoutes(models, jwtSecret));
  api.use(catalogueRoutes(models));
  api.use(learningRoutes(models, authenticate(jwtSecret)));
  app.use('/api/v1', api);
  app.use((_request, _response, next) => next(new ApiError(404, 'ROUTE_NOT_FOUND')));
  app.use((error, _request, response, _next) => {
    const known = error instanceof ApiError ? error : new ApiError(error.status ?? 500, 'INTERNAL_ERROR');
    if (known.status >= 500) process.stderr.write(`${error.stack}\n`);
    response
      .status(known.status)
      .json({ success: false, error: { code: known.code, details: known.details } });
  });
  return app;
}
