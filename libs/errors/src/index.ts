export {
  CatalogueError,
  ERRORS,
  errorMessage,
  type ErrorArgs,
  type ErrorCode,
  type ErrorDetail,
  type ErrorFrame,
  type Language,
} from './catalogue-error';
export type { CatalogueEntry } from './catalogue';
