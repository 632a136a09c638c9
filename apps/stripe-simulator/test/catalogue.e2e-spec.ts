import Stripe from 'stripe';
import { failureOf, startSimulator, type Simulator, idOf } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

describe('/v1/products', () => {
  it('creates under a chosen id once, updates, lists and deletes', async () => {
    const product = await stripe.products.create({ id: 'har_pro', name: 'Pro', description: 'All courses' });
    expect(product).toMatchObject({
      id: 'har_pro',
      object: 'product',
      active: true,
      name: 'Pro',
      description: 'All courses',
    });
    expect(await failureOf(stripe.products.create({ id: 'har_pro', name: 'Pro' }))).toMatchObject({
      statusCode: 400,
      code: 'resource_already_exists',
    });
    expect(await stripe.products.update('har_pro', { active: false, description: '' })).toMatchObject({
      active: false,
      description: null,
    });
    expect((await stripe.products.list({ active: false, ids: ['har_pro'] })).data).toHaveLength(1);
    expect((await stripe.products.list({ active: true, ids: ['har_pro'] })).data).toHaveLength(0);
    expect(await stripe.products.del('har_pro')).toMatchObject({ deleted: true });
    expect(await failureOf(stripe.products.retrieve('har_pro'))).toMatchObject({ statusCode: 404 });
  });
});

describe('/v1/prices', () => {
  it('creates with a lookup key, which moves only when asked to', async () => {
    const product = await stripe.products.create({ name: 'Basic' });
    const price = await stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 990,
      recurring: { interval: 'month' },
      lookup_key: 'basic_monthly',
      expand: ['product'],
    });
    expect(price).toMatchObject({
      object: 'price',
      type: 'recurring',
      unit_amount: 990,
      recurring: { interval: 'month', interval_count: 1 },
      product: { id: product.id, name: 'Basic' },
    });
    expect(price.unit_amount_decimal).toEqual(Stripe.Decimal.from('990'));
    expect((await stripe.prices.list({ lookup_keys: ['basic_monthly'] })).data.map(({ id }) => id)).toEqual([
      price.id,
    ]);
    const dearer = {
      product: product.id,
      currency: 'eur',
      unit_amount: 1190,
      recurring: { interval: 'month' as const },
      lookup_key: 'basic_monthly',
    };
    expect(await failureOf(stripe.prices.create(dearer))).toMatchObject({ code: 'resource_already_exists' });
    const next = await stripe.prices.create({ ...dearer, transfer_lookup_key: true });
    expect((await stripe.prices.list({ lookup_keys: ['basic_monthly'] })).data.map(({ id }) => id)).toEqual([
      next.id,
    ]);
    expect((await stripe.prices.retrieve(price.id)).lookup_key).toBeNull();
    expect(await stripe.prices.update(price.id, { active: false, nickname: 'old' })).toMatchObject({
      active: false,
      nickname: 'old',
    });
    expect(
      (await stripe.prices.list({ product: product.id, active: true, type: 'recurring' })).data,
    ).toHaveLength(1);
    expect(await failureOf(stripe.products.del(product.id))).toMatchObject({ statusCode: 400 });
  });

  it('makes its product on the way, and needs one', async () => {
    const price = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      product_data: { name: 'Single' },
    });
    expect(price).toMatchObject({ type: 'one_time', recurring: null });
    expect((await stripe.products.retrieve(idOf(price.product))).name).toBe('Single');
    expect(await failureOf(stripe.prices.create({ currency: 'eur', unit_amount: 500 }))).toMatchObject({
      statusCode: 400,
    });
    const missing = stripe.prices.create({ currency: 'eur', unit_amount: 500, product: 'prod_none' });
    expect(await failureOf(missing)).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect(await failureOf(stripe.prices.retrieve('price_none'))).toMatchObject({ statusCode: 404 });
  });
});
