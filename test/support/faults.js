/**
 * What may become of messages when something breaks. The tests in test/faults hold each run against it, and a test of
 * the documentation holds the table in docs/reliability.md against it.
 */

/**
 * @typedef {object} Fault
 * @property {string} breaks what breaks, in the words of the table
 * @property {string} setting how n8n runs, and when the trigger answers
 * @property {number} sent messages, while it breaks
 * @property {number} lost at most so many
 * @property {number} repeated at most so many come once more
 */

/** Twelve messages a second, of which each is on its way for up to two and a half: what a process has in its hands. */
const IN_HAND = 30;
/** What is on its way in the three seconds in which Redis or Postgres is down. */
const WHILE_DOWN = 50;
/** While the database is away executions deliver and then fail, and repeats of them do as well. */
const WHILE_DOWN_TWICE = 2 * WHILE_DOWN;

/** @param {string} breaks @param {string} setting @param {number} lost @param {number} repeated @returns {Fault} */
const agents = (breaks, setting, lost, repeated) => ({ breaks, setting, sent: 500, lost, repeated });

/** @param {string} breaks @returns {Fault} */
const customers = (breaks) => ({ breaks, setting: 'Message: Send', sent: 100, lost: 0, repeated: 0 });

/** An agent's message on its way to the customer. */
const AGENT_FAULTS = {
	n8nFinished: agents('n8n is killed', 'one process, When Finished', 0, IN_HAND),
	n8nFinishedOnce: agents('n8n is killed', 'one process, When Finished, Remove Duplicates', IN_HAND, IN_HAND),
	n8nImmediately: agents('n8n is killed', 'one process, Immediately, Remove Duplicates', IN_HAND, IN_HAND),
	duplicates: agents('Genesys Cloud delivers everything twice and in disorder', 'one process, Immediately, Remove Duplicates', 0, 0),
	slowChannel: agents('the channel takes 15 seconds for each of 20 messages', 'one process, When Finished', 0, 0),
	clockBehind: agents("n8n's clock is 90 seconds behind", 'one process, Immediately, Remove Duplicates', 0, 0),
	clockAhead: agents("n8n's clock is 90 seconds ahead", 'one process, Immediately, Remove Duplicates', 0, 0),
	workerFinished: agents('a worker is killed', 'queue mode, When Finished', 0, IN_HAND),
	workerImmediately: agents('a worker is killed', 'queue mode, Immediately', IN_HAND, 0),
	processorFinished: agents('a webhook processor is killed', 'queue mode, When Finished', 0, IN_HAND),
	processorImmediately: agents('a webhook processor is killed', 'queue mode, Immediately', 0, IN_HAND),
	redisFinished: agents('Redis is killed', 'queue mode, When Finished', 0, WHILE_DOWN),
	redisForgets: agents('Redis is killed while messages wait in it, and forgets the last second', 'queue mode, When Finished', 0, WHILE_DOWN),
	redisImmediately: agents('Redis is killed', 'queue mode, Immediately', WHILE_DOWN, WHILE_DOWN),
	postgresFinished: agents('Postgres is killed', 'queue mode, When Finished', 0, WHILE_DOWN_TWICE),
	postgresImmediately: agents('Postgres is killed', 'queue mode, Immediately', WHILE_DOWN, WHILE_DOWN),
};

/** A customer's message on its way to the agent. */
const CUSTOMER_FAULTS = {
	tooMany: customers('Genesys Cloud answers 429'),
	serverError: customers('Genesys Cloud answers 500'),
	unavailable: customers('Genesys Cloud answers 503'),
	silence: customers('Genesys Cloud answers nothing'),
	lostAnswer: customers('the connection breaks before the answer'),
	halfAnswer: customers('Genesys Cloud sends half an answer'),
	garbage: customers('Genesys Cloud answers garbage'),
	revoked: { ...customers('the token is revoked under 30 parallel sends'), sent: 31 },
};

/**
 * The table, as the documentation and a run show it: what was measured, and in brackets what it may be at most.
 * @param {Array<Fault & { measured: { delivered: number, lost: number, repeated: number } }>} faults
 */
function faultTable(faults) {
	/** @param {number} measured @param {number} atMost */
	const cell = (measured, atMost) => (atMost === 0 ? String(measured) : `${measured} (≤ ${atMost})`);
	const rows = faults.map(({ breaks, setting, sent, lost, repeated, measured }) =>
		[breaks, setting, sent, measured.delivered, cell(measured.lost, lost), cell(measured.repeated, repeated)].join(' | '),
	);
	return ['| what breaks | setup | sent | delivered | lost | came twice |', '|---|---|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');
}

module.exports = { AGENT_FAULTS, CUSTOMER_FAULTS, faultTable };
