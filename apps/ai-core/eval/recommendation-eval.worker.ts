import { parentPort, workerData } from 'node:worker_threads';
import { evaluateRecommendations } from './recommendation-eval';

parentPort?.postMessage(evaluateRecommendations(workerData as string));
