import type { Transaction } from '../state/transaction';
import type { StripeError } from './stripe-error';

/**
 * What a call does. It returns the object to answer; or an error to answer after what it wrote was committed (a
 * declined card); or it throws an error, and nothing of it is kept.
 */
export type Operation = (tx: Transaction) => object | StripeError;
