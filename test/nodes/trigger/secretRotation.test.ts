import { passTime } from '../../support/movableClock';
import { withoutWaiting } from '../../support/withoutWaiting';
import { agentMessage } from '../support/deliveries';
import { api, guardNetwork, INTEGRATIONS } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { runOnce } from '../support/runAction';
import { triggerServer } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

guardNetwork('127.0.0.1');
const start = triggerServer();

const OLD = 'the secret that Genesys has at first';
const NEW = 'the new secret of this test';
const ONE = `${INTEGRATIONS}/${INTEGRATION}`;

/** Runs Integration: Update; the clock advances by the time it waited before Genesys had the secret. */
async function register(credential: StoredCredential, webhookSecret: string): Promise<void> {
	api().get(ONE).reply(200, { id: INTEGRATION, name: 'Web chat', createStatus: 'Completed' });
	api()
		.patch(ONE, { name: 'Web chat', outboundNotificationWebhookSignatureSecretToken: NEW })
		.reply(200, { id: INTEGRATION, name: 'Web chat' });
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION };
	const { waitedMs } = await withoutWaiting(
		async () => await runOnce('integration: update', { integrationId, webhookSecret }, credential),
	);
	passTime(waitedMs);
}

it('loses no message when the webhook secret is rotated, however fast', async () => {
	const credential = new StoredCredential({ webhookSecret: OLD });
	const trigger = start({ credential });
	const deliver = async (secret: string) => (await trigger.deliver(agentMessage(), { secret })).status;

	// The trigger has just read the credential and would not read it again for a while.
	expect(await deliver(OLD)).toBe(200);
	Object.assign(credential.data, { webhookSecret: NEW, previousWebhookSecret: OLD });
	expect(await deliver(OLD)).toBe(200);
	await register(credential, 'rotate');
	// Genesys now signs with the new secret, but retries are still signed with the old one.
	expect(await deliver(NEW)).toBe(200);
	expect(await deliver(OLD)).toBe(200);
	expect(await deliver(NEW)).toBe(200);
	expect(trigger.started).toHaveLength(5);

	// After that, the old secret is no longer valid.
	credential.data.previousWebhookSecret = '';
	passTime(61_000);
	expect(await deliver(OLD)).toBe(401);
	expect(await deliver(NEW)).toBe(200);
});

it('rejects deliveries signed with the old secret once it was replaced', async () => {
	const credential = new StoredCredential({ webhookSecret: OLD });
	const trigger = start({ credential });
	await trigger.deliver(agentMessage(), { secret: OLD });
	credential.data.webhookSecret = NEW;
	await register(credential, 'replace');
	passTime(6_000);
	expect((await trigger.deliver(agentMessage(), { secret: NEW })).status).toBe(200);
	expect((await trigger.deliver(agentMessage(), { secret: OLD })).status).toBe(401);
});
