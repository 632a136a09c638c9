import { MessagePattern } from '@nestjs/microservices';
import type { AnyContract, Answer, Call, ReplyOf } from './contract';

type Handler<C extends AnyContract> = (call: Call<C>) => Promise<Answer<ReplyOf<C>>> | Answer<ReplyOf<C>>;

/**
 * Marks a method as the one that implements a contract: a Nest message handler whose argument and answer the compiler
 * holds to the contract.
 */
export function Handles<C extends AnyContract>(contract: C) {
  return <M extends Handler<C>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    MessagePattern(contract.name)(target, key, descriptor as PropertyDescriptor);
  };
}
