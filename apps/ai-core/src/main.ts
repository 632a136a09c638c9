import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './ai-core.app';

runApp(() => start(process.env));
