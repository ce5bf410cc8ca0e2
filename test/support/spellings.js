/** How many characters of base64 so many bytes in front of a value have a part in. */
const OF_THE_BYTES_BEFORE = [0, 2, 3];

/**
 * What the base64 of any text has in it that contains the value, such as that of `id:secret`: one of these three.
 * @param {string} value
 */
const base64Of = (value) =>
	OF_THE_BYTES_BEFORE.map((characters, bytes) => {
		const encoded = Buffer.from(' '.repeat(bytes) + value).toString('base64').replace(/=+$/, '');
		return encoded.slice(characters, encoded.length - 1);
	});

/**
 * Secrets and messages in each way in which an answer, an error or a log line may have them.
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
