import { correctWallClock, passTime } from '../../support/movableClock';
import { agentMessage } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';
import { PREVIOUS_SECRET, SECRET, StoredCredential } from '../support/storedCredential';

const start = triggerServer();
const SECOND = 1000;
const NEW_SECRET = 'the webhook secret that comes next';

describe('while the webhook secret is being changed', () => {
	it('deliveries signed with the previous one are taken as well', async () => {
		const trigger = start({ credential: new StoredCredential({ previousWebhookSecret: PREVIOUS_SECRET }) });
		expect((await trigger.deliver(agentMessage(), { secret: PREVIOUS_SECRET })).status).toBe(200);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(401);
	});

	it('an empty previous one opens nothing', async () => {
		const trigger = start({ credential: new StoredCredential({ previousWebhookSecret: '' }) });
		expect((await trigger.deliver(agentMessage(), { secret: '' })).status).toBe(401);
	});

	it('the new one counts without a restart, and the old one no longer', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		expect((await trigger.deliver(agentMessage())).status).toBe(200);
		credential.data.webhookSecret = NEW_SECRET;
		passTime(6 * SECOND);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(200);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
	});

	it('a secret that was taken back is out of use after a minute, even if nobody signs with the new one', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		credential.data.webhookSecret = NEW_SECRET;
		passTime(61 * SECOND);
		expect((await trigger.deliver(agentMessage(), { secret: SECRET })).status).toBe(401);
	});

	it('a new secret counts within seconds also when the wall clock is set back an hour', async () => {
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

describe('without a usable secret everything is refused', () => {
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
	it('is answered 503, so that Genesys sends the message again, and it is taken then', async () => {
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

	it('does not stop deliveries within the minute for which its secret is known', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		credential.broken = new Error('The database is restarting');
		expect((await trigger.deliver(agentMessage())).status).toBe(200);
	});
});

describe('reading the credential, which costs a quarter of the deliveries', () => {
	it('is done once for many deliveries', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		for (let count = 0; count < 20; count++) await trigger.deliver(agentMessage());
		expect(trigger.started).toHaveLength(20);
		expect(credential.reads).toBe(1);
	});

	it('is done once for many that come at the same moment', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await Promise.all(Array.from({ length: 20 }, async () => await trigger.deliver(agentMessage())));
		expect(credential.reads).toBe(1);
	});

	it('cannot be forced by wrong signatures more often than every five seconds', async () => {
		const credential = new StoredCredential();
		const trigger = start({ credential });
		await trigger.deliver(agentMessage());
		passTime(6 * SECOND);
		for (let count = 0; count < 20; count++) await trigger.deliver(agentMessage(), { secret: NEW_SECRET });
		expect(credential.reads).toBe(2);
		expect(trigger.started).toHaveLength(1);
	});

	it('is not done at all for a request without a signature', async () => {
		const credential = new StoredCredential();
		await start({ credential }).post('{}');
		expect(credential.reads).toBe(0);
	});

	it('of one trigger says nothing about another', async () => {
		const credential = new StoredCredential({ webhookSecret: NEW_SECRET });
		await start().deliver(agentMessage());
		const trigger = start({ credential });
		expect((await trigger.deliver(agentMessage())).status).toBe(401);
		expect((await trigger.deliver(agentMessage(), { secret: NEW_SECRET })).status).toBe(200);
	});
});
