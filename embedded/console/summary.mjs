/**
 * @typedef {{ email: string, password: string, role: string }} Account
 */

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Three commands that show the academy at work.
 * @param {string} url of the gateway
 * @param {Account} account
 * @returns {string[]}
 */
function commandsToTry(url, { email, password }) {
  const login = `curl -s ${url}/api/v1/auth/login -H 'content-type: application/json' -d ${quoted(JSON.stringify({ email, password }))}`;
  const token = String.raw`TOKEN=$(${login} | sed -E 's/.*"token":"([^"]+)".*/\1/')`;
  return [
    `curl -s '${url}/api/v1/courses?limit=3'`,
    login,
    `${token}; curl -s ${url}/api/v1/enrollments -H "authorization: Bearer $TOKEN"`,
  ];
}

/**
 * What a person needs to know once the academy is up.
 * @param {object} options
 * @param {import('./terminal.mjs').Terminal} options.terminal
 * @param {import('../running-academy.mjs').RunningAcademy} options.academy
 * @param {Account[]} options.accounts demo accounts
 * @param {string} options.dataDir
 */
export function printSummary({ terminal, academy, accounts, dataDir }) {
  const { stores, secrets } = academy;
  const url = (academy.urls.gateway ?? '').replace('127.0.0.1', 'localhost');
  const row = (/** @type {string} */ name, /** @type {string} */ text) =>
    terminal.line(`  ${name.padEnd(17)} ${text}`);
  const title = (/** @type {string} */ text) => terminal.line(`\n${terminal.paint('bold', text)}`);
  title(`Har Academy is up (${terminal.seconds.toFixed(1)} s)`);
  row('API', `${url}/api/v1`);
  row('Documentation', `${url}/docs`);
  for (const { name, url: own } of academy.processes) if (name !== 'gateway') row(name, own);
  for (const [name, store] of /** @type {const} */ ([
    ['MongoDB', stores.mongo],
    ['Redis', stores.redis],
    ['Storage', stores.storage],
  ])) {
    if (store) row(name, store.kind === 'external' ? 'yours' : `${store.uri} (${store.kind})`);
  }
  row('Data and logs', dataDir);
  title('Accounts');
  const admin = { email: secrets.ADMIN_EMAIL, password: secrets.ADMIN_PASSWORD, role: 'admin' };
  for (const { role, email, password } of [
    admin,
    ...accounts.filter(({ email: known }) => known !== admin.email),
  ]) {
    terminal.line(`  ${role.padEnd(11)} ${email.padEnd(34)} ${password}`);
  }
  title('Try');
  const learner = accounts.find(({ role }) => /learner|student|user/.test(role)) ?? accounts[0] ?? admin;
  for (const command of commandsToTry(url, learner)) terminal.line(`  ${command}`);
  terminal.line('\nCtrl-C stops all of it.');
}
