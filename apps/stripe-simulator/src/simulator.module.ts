import { Logger, Module, type DynamicModule, type LoggerService } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { InvoicePaymentsController } from './billing/invoice-payments.controller';
import { InvoicesController } from './billing/invoices.controller';
import { SubscriptionsController } from './billing/subscriptions.controller';
import { CouponsController } from './catalogue/coupons.controller';
import { PricesController } from './catalogue/prices.controller';
import { ProductsController } from './catalogue/products.controller';
import { CheckoutPageController } from './checkout/checkout-page.controller';
import { SessionsController } from './checkout/sessions.controller';
import { SimulatedClock } from './clock/simulated-clock';
import { SIMULATOR_ENV, type SimulatorEnv } from './config/simulator-env';
import { ControlController } from './control/control.controller';
import { FaultsController } from './control/faults.controller';
import { WebhooksController } from './control/webhooks.controller';
import { CustomersController } from './customers/customers.controller';
import { DisputesController } from './disputes/disputes.controller';
import { EventsController } from './events/events.controller';
import { StripeErrorFilter } from './http/stripe-error.filter';
import { AuthenticationPageController } from './payments/authentication-page.controller';
import { BalanceTransactionsController } from './payments/balance-transactions.controller';
import { ChargesController } from './payments/charges.controller';
import { PaymentIntentsController } from './payments/payment-intents.controller';
import { PaymentMethodsController } from './payments/payment-methods.controller';
import { PortalPageController } from './portal/portal-page.controller';
import { PortalSessionsController } from './portal/portal-sessions.controller';
import { RefundsController } from './refunds/refunds.controller';
import { StateStore } from './state/state-store';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher';
import { WebhookEndpointsController } from './webhooks/webhook-endpoints.controller';
import { WebhookSender } from './webhooks/webhook-sender';

/** Stripe's API under `/v1`, the pages a payer sees, and the controls under `/_simulator`. */
@Module({})
export class SimulatorModule {
  static with(env: SimulatorEnv, store: StateStore, logger: LoggerService): DynamicModule {
    return {
      module: SimulatorModule,
      controllers: [
        BalanceTransactionsController,
        ChargesController,
        CouponsController,
        CustomersController,
        DisputesController,
        EventsController,
        InvoicePaymentsController,
        InvoicesController,
        PaymentIntentsController,
        PaymentMethodsController,
        PortalSessionsController,
        PricesController,
        ProductsController,
        RefundsController,
        SessionsController,
        SubscriptionsController,
        WebhookEndpointsController,
        AuthenticationPageController,
        CheckoutPageController,
        PortalPageController,
        FaultsController,
        WebhooksController,
        ControlController,
      ],
      providers: [
        { provide: SIMULATOR_ENV, useValue: env },
        { provide: StateStore, useValue: store },
        { provide: Logger, useValue: logger },
        { provide: APP_FILTER, useClass: StripeErrorFilter },
        SimulatedClock,
        WebhookDispatcher,
        WebhookSender,
      ],
    };
  }
}
