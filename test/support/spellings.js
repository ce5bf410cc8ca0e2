/** Number of base64 characters that are affected by a given number of bytes in front of a value. */
const OF_THE_BYTES_BEFORE = [0, 2, 3];

/**
 * The base64 of any text that contains the value, such as `id:secret`, contains one of these three.
 * @param {string} value
 */
const base64Of = (value) =>
	OF_THE_BYTES_BEFORE.map((characters, bytes) => {
		const encoded = Buffer.from(' '.repeat(bytes) + value).toString('base64').replace(/=+$/, '');
		return encoded.slice(characters, encoded.length - 1);
	});

/**
 * Secrets and messages in every form in which a response, an error, or a log line may contain them.
 * @param {string[]} values
 * @returns {string[]}
 */
function spellingsOf(values) {
	return values.flatMap((value) => [
		value,
		JSON.stringify(value).slice(1, -1),
		JSON.stringify(JSON.stringify(value)).slice(3, -3),
		encodeURIComponent(value),
		...base64Of(value),
	]);
}

module.exports = { spellingsOf };
