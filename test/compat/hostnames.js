/** Preloaded into n8n: resolves some hostnames to this machine, as a name server of an attacker would. */
const dns = require('node:dns');

const OURS = /\.compat\.example\.com$/;

for (const module of [dns, dns.promises]) {
	const original = module.lookup;
	const lookup = (/** @type {string} */ hostname, /** @type {any[]} */ ...more) =>
		/** @type {any} */ (original).call(module, OURS.test(hostname) ? '127.0.0.1' : hostname, ...more);
	// `util.promisify` looks for its own properties on the function.
	module.lookup = /** @type {any} */ (Object.defineProperties(lookup, Object.getOwnPropertyDescriptors(original)));
}
