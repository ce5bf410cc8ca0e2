/**
 * How many messages each fault may lose or duplicate. The tests in test/faults check each run against these limits, and a
 * documentation test checks the table in docs/reliability.md.
 */

/**
 * @typedef {object} Fault
 * @property {string} breaks the fault, as the table names it
 * @property {string} setting how n8n runs, and when the trigger responds
 * @property {number} sent messages sent during the fault
 * @property {number} lost maximum lost
 * @property {number} repeated maximum duplicated
 */

/** Messages in flight in a process: 12 per second, each taking up to 2.5 seconds. */
const IN_HAND = 30;
/** Messages in flight during the three seconds that Redis or Postgres is down. */
const WHILE_DOWN = 50;
/** While the database is down, executions deliver and then fail, and so do their retries. */
const WHILE_DOWN_TWICE = 2 * WHILE_DOWN;

/** @param {string} breaks @param {string} setting @param {number} lost @param {number} repeated @returns {Fault} */
const agents = (breaks, setting, lost, repeated) => ({ breaks, setting, sent: 500, lost, repeated });

/** @param {string} breaks @returns {Fault} */
const customers = (breaks) => ({ breaks, setting: 'Message: Send', sent: 100, lost: 0, repeated: 0 });

/** Agent to customer. */
const AGENT_FAULTS = {
	n8nFinished: agents('n8n is killed', 'one process, When Finished', 0, IN_HAND),
	n8nFinishedOnce: agents('n8n is killed', 'one process, When Finished, Remove Duplicates', IN_HAND, IN_HAND),
	n8nImmediately: agents('n8n is killed', 'one process, Immediately, Remove Duplicates', IN_HAND, IN_HAND),
	duplicates: agents('Genesys Cloud delivers everything twice and out of order', 'one process, Immediately, Remove Duplicates', 0, 0),
	slowChannel: agents('the channel takes 15 seconds each for 20 messages', 'one process, When Finished', 0, 0),
	clockBehind: agents("n8n's clock is 90 seconds behind", 'one process, Immediately, Remove Duplicates', 0, 0),
	clockAhead: agents("n8n's clock is 90 seconds ahead", 'one process, Immediately, Remove Duplicates', 0, 0),
	workerFinished: agents('a worker is killed', 'queue mode, When Finished', 0, IN_HAND),
	workerImmediately: agents('a worker is killed', 'queue mode, Immediately', IN_HAND, 0),
	processorFinished: agents('a webhook processor is killed', 'queue mode, When Finished', 0, IN_HAND),
	processorImmediately: agents('a webhook processor is killed', 'queue mode, Immediately', 0, IN_HAND),
	redisFinished: agents('Redis is killed', 'queue mode, When Finished', 0, WHILE_DOWN),
	redisForgets: agents('Redis is killed with messages queued and loses the last second', 'queue mode, When Finished', 0, WHILE_DOWN),
	redisImmediately: agents('Redis is killed', 'queue mode, Immediately', WHILE_DOWN, WHILE_DOWN),
	postgresFinished: agents('Postgres is killed', 'queue mode, When Finished', 0, WHILE_DOWN_TWICE),
	postgresImmediately: agents('Postgres is killed', 'queue mode, Immediately', WHILE_DOWN, WHILE_DOWN),
};

/** Customer to agent. */
const CUSTOMER_FAULTS = {
	tooMany: customers('Genesys Cloud responds with 429'),
	serverError: customers('Genesys Cloud responds with 500'),
	unavailable: customers('Genesys Cloud responds with 503'),
	silence: customers("Genesys Cloud doesn't respond"),
	lostAnswer: customers('the connection drops before the response'),
	halfAnswer: customers('Genesys Cloud sends half a response'),
	garbage: customers('Genesys Cloud responds with garbage'),
	revoked: { ...customers('the token is revoked during 30 parallel sends'), sent: 31 },
};

/**
 * The table for the docs and the output of a run: measured values, with the limit in parentheses.
 * @param {Array<Fault & { measured: { delivered: number, lost: number, repeated: number } }>} faults
 */
function faultTable(faults) {
	/** @param {number} measured @param {number} atMost */
	const cell = (measured, atMost) => (atMost === 0 ? String(measured) : `${measured} (≤ ${atMost})`);
	const rows = faults.map(({ breaks, setting, sent, lost, repeated, measured }) =>
		[breaks, setting, sent, measured.delivered, cell(measured.lost, lost), cell(measured.repeated, repeated)].join(' | '),
	);
	return ['| fault | setup | sent | delivered | lost | duplicated |', '|---|---|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');
}

module.exports = { AGENT_FAULTS, CUSTOMER_FAULTS, faultTable };
