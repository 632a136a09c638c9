import {
  applyDecorators,
  Controller,
  createParamDecorator,
  HttpCode,
  Post,
  UseGuards,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type BaseJoi from 'joi';
import { FaultInterceptor } from '../faults/fault.interceptor';
import { ApiKeyGuard, isPublishable } from './api-key.guard';
import { OperationInterceptor } from './operation.interceptor';
import { parseParams } from './parse-params';
import { formOf } from './request-form';

/** A resource of Stripe's API under `/v1`: its methods return operations, which run in a transaction. */
export const StripeController = (path: string) =>
  applyDecorators(
    Controller(`v1/${path}`),
    UseGuards(ApiKeyGuard),
    UseInterceptors(FaultInterceptor, OperationInterceptor),
  );

/** Stripe answers 200 to every POST. */
export const StripePost = (path = '') => applyDecorators(Post(path), HttpCode(200));

/** The call's parameters, validated. */
export const Params = createParamDecorator(
  (schema: BaseJoi.ObjectSchema, context: ExecutionContext): unknown =>
    parseParams(schema, formOf(context.switchToHttp().getRequest<FastifyRequest>())),
);

/** Whether a browser calls, with the publishable key. */
export const FromBrowser = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  isPublishable(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The JSON body of a control, validated. */
export const JsonBody = createParamDecorator(
  (schema: BaseJoi.ObjectSchema, context: ExecutionContext): unknown =>
    parseParams(schema, context.switchToHttp().getRequest<FastifyRequest>().body),
);
