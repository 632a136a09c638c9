export {
  call,
  deadlineOf,
  isRepeatable,
  route,
  type Answer,
  type AnyContract,
  type AnyRoute,
  type BodyOf,
  type Call,
  type CallContract,
  type Empty,
  type HttpMethod,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type RouteContract,
  type ServiceName,
} from './contract';
export { ContractExecutor, type ExecutorOptions, type ReceivedCall } from './contract-executor';
export { event, type EventContract, type PayloadOf } from './event';
export { ID_PARAMS, line, objectId, plainText, timestamp, type IdParams } from './fields';
export { Handles } from './handles.decorator';
export { failureBody, fromHttpError, type FailureBody } from './http-error';
export { languageOf, requestIdOf } from './http-request';
export { fingerprint, type IdempotencyStore, type IdempotentRequest } from './idempotency-store';
export {
  etagOf,
  mountContracts,
  type Dispatch,
  type Dispatcher,
  type Exchange,
  type Interceptor,
  type MountOptions,
} from './mount-contracts';
export { newId } from './new-id';
export { MAX_PAGE_SIZE, PAGE_QUERY, paginate, PAGINATION, type PageQuery, type Pagination } from './page';
export { validateInput, type RawInput, type ValidInput } from './validate';
export { ServiceCaller, type CallContext, type CallSender } from './service-caller';
export { contractsIn, eventsIn, routesIn } from './contract-list';
export { inputSchema, type JsonSchema } from './json-schema';
export { buildOpenApi, errorCodesOf, openApiPath, type OpenApiOptions } from './openapi';
