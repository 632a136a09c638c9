import { amount } from '@har/testing';
import { describeFuzz } from './fuzz';

describeFuzz(amount(10, 200));
