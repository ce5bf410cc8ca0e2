import fc from 'fast-check';
import { agentMessage, signatureOf } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';
import { SECRET } from '../support/storedCredential';

const start = triggerServer();

/** Characters that the sender's HTTP client does not allow in a header. */
const sendable = fc.string({ unit: 'grapheme-ascii', maxLength: 200 }).map((text) => text.trim());

const body = JSON.stringify(agentMessage());
const right = signatureOf(body);
const PREFIX = 'sha256=';

const signatures: fc.Arbitrary<string> = fc.oneof(
	sendable,
	sendable.map((text) => PREFIX + text),
	fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => PREFIX + Buffer.from(bytes).toString('base64')),
	fc.string({ minLength: 16, maxLength: 40 }).filter((secret) => secret !== SECRET).map((secret) => signatureOf(body, secret)),
	fc.constantFrom('', 'null', 'undefined', `${PREFIX}${right}`, right.toUpperCase(), right.toLowerCase(), `${right}, ${right}`),
	fc.nat({ max: right.length - 1 }).map((length) => right.slice(0, length)),
	fc.nat({ max: 8_000 }).map((length) => `${right}${'A'.repeat(length + 1)}`),
	fc.constant(PREFIX + Buffer.from(right.slice(PREFIX.length), 'base64').toString('hex')),
);

it('rejects 300 forged deliveries with 401, and starts no execution', async () => {
	const trigger = start();
	await fc.assert(
		fc.asyncProperty(signatures, async (signature) => {
			expect((await trigger.post(body, { 'X-Hub-Signature-256': signature })).status).toBe(401);
		}),
		{ numRuns: 300 },
	);
	expect(trigger.started).toEqual([]);
	expect((await trigger.post(body, { 'X-Hub-Signature-256': right })).status).toBe(200);
});

it('rejects 300 bodies that were changed after signing, and starts no execution', async () => {
	const trigger = start();
	await fc.assert(
		fc.asyncProperty(fc.nat({ max: body.length - 1 }), fc.string({ unit: 'grapheme-ascii', maxLength: 3 }), async (position, other) => {
			const changed = body.slice(0, position) + other + body.slice(position + 1);
			fc.pre(changed !== body);
			// As bytes, because n8n itself would reject broken JSON before the node.
			const headers = { 'Content-Type': 'application/octet-stream', 'X-Hub-Signature-256': right };
			expect((await trigger.post(changed, headers)).status).toBe(401);
		}),
		{ numRuns: 300 },
	);
	expect(trigger.started).toEqual([]);
});

it('starts no execution for arbitrary signed JSON: acknowledges objects and rejects everything else', async () => {
	const trigger = start();
	await fc.assert(
		fc.asyncProperty(fc.json(), async (json) => {
			const expected = /^\s*\{/.test(json) ? 200 : 400;
			expect((await trigger.post(json, { 'X-Hub-Signature-256': signatureOf(json) })).status).toBe(expected);
		}),
		{ numRuns: 200 },
	);
	const deep = '['.repeat(100_000) + ']'.repeat(100_000);
	const nested = body.replace(/\}$/, `,"content":${deep}}`);
	for (const text of [deep, nested]) {
		expect((await trigger.post(text, { 'X-Hub-Signature-256': signatureOf(text) })).status).toBe(400);
	}
	expect(trigger.started).toEqual([]);
});

it('responds to the largest body that n8n accepts within Genesys’ ten seconds', async () => {
	const trigger = start();
	const large = JSON.stringify(agentMessage({ text: 'ä'.repeat(7_900_000) }));
	const signature = signatureOf(large);
	const began = performance.now();
	expect((await trigger.post(large, { 'X-Hub-Signature-256': signature })).status).toBe(200);
	expect(performance.now() - began).toBeLessThan(10_000);
	expect(trigger.started).toHaveLength(1);
});
