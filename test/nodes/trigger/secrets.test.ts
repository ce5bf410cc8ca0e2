import { correctWallClock, passTime } from '../../support/movableClock';
import { agentMessage } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';
import { PREVIOUS_SECRET, SECRET, StoredCredential } from '../support/storedCredential';

const start = triggerServer();
const SECOND = 1000;
const NEW_SECRET = 'the webhook secret that comes next';

describe('during a rotation of the webhook secret', () => {
	it('accepts deliveries signed with the previous secret', async () => {
		const trigger = start({ credential: new StoredCredential({ previousWebhookSecret: PREVIOUS_SECRET }) });
		expect((await trigger.deliver(agentMessage(), { secret: PREVIOUS_SECRET })).status).toBe(200);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(401);
	});

	it('accepts nothing for an empty previous secret', async () => {
		const trigger = start({ credential: new StoredCredential({ previousWebhookSecret: '' }) });
		expect((await trigger.deliver(agentMessage(), { secret: '' })).status).toBe(401);
	});

	it('accepts the new secret without a restart, and no longer the old one', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		expect((await trigger.deliver(agentMessage())).status).toBe(200);
		credential.data.webhookSecret = NEW_SECRET;
		passTime(6 * SECOND);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(200);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
	});

	it('stops accepting a removed secret after a minute, even without deliveries signed with the new one', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		credential.data.webhookSecret = NEW_SECRET;
		passTime(61 * SECOND);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
	});

	it('accepts a new secret within seconds, even if the clock is set back an hour', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		credential.data.webhookSecret = NEW_SECRET;
		correctWallClock(-3600 * SECOND);
		passTime(6 * SECOND);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(200);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
	});
});

describe('rejects everything without a usable secret', () => {
	it.each([
		['none', ''],
		['one of fifteen characters', 'fifteen letters'],
	])('%s', async (_case, webhookSecret) => {
		const trigger = start({ credential: new StoredCredential({ webhookSecret }) });
		expect((await trigger.deliver(agentMessage(), { secret: webhookSecret })).status).toBe(401);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
		expect((await trigger.post(JSON.stringify(agentMessage()))).status).toBe(401);
		expect(trigger.started).toEqual([]);
	});
});

describe('a credential that cannot be read', () => {
	it('causes a 503, so that Genesys retries the message, which is then accepted', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		const delivery = agentMessage();
		credential.broken = new Error('Credentials could not be decrypted');
		expect(await trigger.deliver(delivery)).toEqual({
			status: 503,
			body: { code: 'unavailable', message: expect.stringContaining("n8n couldn't process the request") },
		});
		expect(trigger.started).toEqual([]);
		credential.broken = undefined;
		expect((await trigger.deliver(delivery)).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('does not stop deliveries while its secret is cached for a minute', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		credential.broken = new Error('The database is restarting');
		expect((await trigger.deliver(agentMessage())).status).toBe(200);
	});
});

describe('reading the credential, which costs a quarter of the deliveries', () => {
	it('happens once for many deliveries', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		for (let count = 0; count < 20; count++) await trigger.deliver(agentMessage());
		expect(trigger.started).toHaveLength(20);
		expect(credential.reads).toBe(1);
	});

	it('happens once for simultaneous deliveries', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await Promise.all(Array.from({ length: 20 }, async () => await trigger.deliver(agentMessage())));
		expect(credential.reads).toBe(1);
	});

	it('happens every five seconds at most for wrong signatures', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		passTime(6 * SECOND);
		for (let count = 0; count < 20; count++) await trigger.deliver(agentMessage(), { secret: NEW_SECRET });
		expect(credential.reads).toBe(2);
		expect(trigger.started).toHaveLength(1);
	});

	it('never happens for a request without a signature', async () => {
		const credential = new StoredCredential();
		await start({ credential }).post('{}');
		expect(credential.reads).toBe(0);
	});

	it('is separate for each trigger', async () => {
		const credential = new StoredCredential({ webhookSecret: NEW_SECRET });
		await start().deliver(agentMessage());
		const trigger = start({ credential });
		expect((await trigger.deliver(agentMessage())).status).toBe(401);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(200);
	});
});
