import 'reflect-metadata';
import { runApp } from '@har/operations';
import { start } from './course.app';

runApp(() => start(process.env));
