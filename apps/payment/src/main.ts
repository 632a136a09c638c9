import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './payment.app';

runApp(() => start(process.env));
