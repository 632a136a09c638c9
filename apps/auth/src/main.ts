import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './auth.app';

runApp(() => start(process.env));
