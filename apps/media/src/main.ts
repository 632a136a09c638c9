import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './media.app';

runApp(() => start(process.env));
