import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './community.app';

runApp(() => start(process.env));
