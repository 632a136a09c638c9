import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Lets an error of a handler reach the transport as it was thrown. Nest's own filter would put a generic object in its
 * place, and the code of the catalogue would be lost.
 */
@Catch()
export class CallErrorFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
