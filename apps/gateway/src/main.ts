import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './gateway.app';

runApp(() => start(process.env));
