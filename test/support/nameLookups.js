/** Names for a test file: none is looked up for real, and all are unknown unless a test says otherwise. */
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
 * The next name that is looked up has these addresses. n8n remembers a name for a second.
 *
 * @param {...string} addresses
 */
function resolveTo(...addresses) {
	lookUp.mockResolvedValueOnce(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
}

module.exports = { lookUpAgain, resolveTo, stopLookingUp };
