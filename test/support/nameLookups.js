/** DNS for a test file: nothing is really looked up, and every name is unknown unless a test defines it. */
const { promises: dns } = require('node:dns');

/** @type {jest.SpyInstance} */
let lookUp;

function stopLookingUp() {
	lookUp = jest.spyOn(dns, 'lookup').mockRejectedValue(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
}

function lookUpAgain() {
	lookUp.mockRestore();
}

/**
 * Sets the addresses for the next name that is looked up. n8n caches a name for a second.
 *
 * @param {...string} addresses
 */
function resolveTo(...addresses) {
	lookUp.mockResolvedValueOnce(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
}

module.exports = { lookUpAgain, resolveTo, stopLookingUp };
