export { EnvError, readEnv } from './read-env';
export { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from './platform-env';
