import { Get, Param } from '@nestjs/common';
import { AllowPublishableKey } from '../http/api-key.guard';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { FromBrowser, Params, StripeController, StripePost } from '../http/stripe-controller';
import { assertClientSecret, browserOutcome, browserView } from './browser-view';
import { cancelPaymentIntent } from './cancel-payment-intent';
import { capturePaymentIntent } from './capture-payment-intent';
import { confirmPaymentIntent } from './confirm-payment-intent';
import { createPaymentIntent } from './create-payment-intent';
import { getPaymentIntent } from './payment-intent';
import * as schema from './payment-intent.schema';
import { updatePaymentIntent } from './update-payment-intent';

@StripeController('payment_intents')
export class PaymentIntentsController {
  @StripePost()
  create(@Params(schema.CREATE_PAYMENT_INTENT) params: schema.CreatePaymentIntentParams): Operation {
    return (tx) => createPaymentIntent(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_PAYMENT_INTENTS) params: schema.PaymentIntentListParams): Operation {
    return (tx) =>
      listObjects(tx, 'payment_intent', '/v1/payment_intents', params, ({ customer }) => {
        return params.customer === undefined || params.customer === customer;
      });
  }

  @Get(':id')
  @AllowPublishableKey()
  retrieve(
    @Param('id') id: string,
    @Params(schema.RETRIEVE_PAYMENT_INTENT) params: { client_secret?: string },
    @FromBrowser() fromBrowser: boolean,
  ): Operation {
    return (tx) => {
      const intent = getPaymentIntent(tx, id);
      if (!fromBrowser) return intent;
      assertClientSecret(intent, params.client_secret);
      return browserView(intent);
    };
  }

  @StripePost(':id')
  update(
    @Param('id') id: string,
    @Params(schema.UPDATE_PAYMENT_INTENT) params: schema.UpdatePaymentIntentParams,
  ): Operation {
    return (tx) => updatePaymentIntent(tx, id, params);
  }

  @StripePost(':id/confirm')
  @AllowPublishableKey()
  confirm(
    @Param('id') id: string,
    @Params(schema.CONFIRM_PAYMENT_INTENT) params: schema.ConfirmParams,
    @FromBrowser() fromBrowser: boolean,
  ): Operation {
    return (tx) => {
      const intent = getPaymentIntent(tx, id);
      if (fromBrowser) assertClientSecret(intent, params.client_secret);
      const result = confirmPaymentIntent(tx, intent, params, fromBrowser);
      return fromBrowser ? browserOutcome(result) : result;
    };
  }

  @StripePost(':id/capture')
  capture(
    @Param('id') id: string,
    @Params(schema.CAPTURE_PAYMENT_INTENT) params: schema.CaptureParams,
  ): Operation {
    return (tx) => capturePaymentIntent(tx, id, params);
  }

  @StripePost(':id/cancel')
  cancel(
    @Param('id') id: string,
    @Params(schema.CANCEL_PAYMENT_INTENT) params: schema.CancelParams,
  ): Operation {
    return (tx) => cancelPaymentIntent(tx, id, params.cancellation_reason);
  }
}
