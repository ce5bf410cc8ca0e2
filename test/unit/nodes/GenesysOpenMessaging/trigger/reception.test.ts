import { passTime } from '../../../../support/movableClock';
import type { IWebhookFunctions } from 'n8n-workflow';
import { secretsFor } from '../../../../../nodes/GenesysOpenMessaging/trigger/reception';

const secretOf = (name: string) => `${name} webhook secret`;

let credentials = 0;

/** A credential that can change, and that counts its reads. */
function surroundings(initial: string) {
	const state = { reads: 0, value: initial, fails: false };
	const own = `credential-${++credentials}`;
	const contextOf = (credentialId: string) => ({
		getNode: () => ({ id: 'node', parameters: {}, credentials: { genesysCloudApi: { id: credentialId } } }),
		getCredentials: async () => {
			state.reads++;
			await Promise.resolve();
			if (state.fails) throw new Error('database away');
			return { webhookSecret: secretOf(state.value) };
		},
	});
	const check = async (signedWith: string, credentialId = own) => {
		const context = contextOf(credentialId) as unknown as IWebhookFunctions;
		return (await secretsFor(context, (secret) => secret === secretOf(signedWith))).fitting !== undefined;
	};
	return { state, check };
}

describe('the webhook secret in memory', () => {
	it('is read once for many deliveries in a minute', async () => {
		const { state, check } = surroundings('right');
		for (let delivery = 0; delivery < 100; delivery++) {
			expect(await check('right')).toBe(true);
			passTime(500);
		}
		expect(state.reads).toBe(1);
	});

	it('is read again after a minute', async () => {
		const { state, check } = surroundings('right');
		await check('right');
		passTime(60_001);
		await check('right');
		expect(state.reads).toBe(2);
	});

	it('is read once for simultaneous deliveries', async () => {
		const { state, check } = surroundings('right');
		expect(await Promise.all(Array.from({ length: 30 }, async () => await check('right')))).toEqual(
			Array<boolean>(30).fill(true),
		);
		expect(state.reads).toBe(1);
	});

	it('is updated with the first delivery signed with a new secret', async () => {
		const { state, check } = surroundings('old');
		await check('old');
		state.value = 'new';
		passTime(5_000);
		expect(await check('new')).toBe(true);
		expect(await check('old')).toBe(false);
	});

	it('stops being valid within a minute after its removal', async () => {
		const { state, check } = surroundings('old');
		await check('old');
		state.value = 'new';
		passTime(60_001);
		expect(await check('old')).toBe(false);
	});

	it('is not read for every forged delivery, but every five seconds at most', async () => {
		const { state, check } = surroundings('right');
		await check('right');
		for (let delivery = 0; delivery < 1000; delivery++) {
			passTime(10);
			expect(await check('forged')).toBe(false);
		}
		expect(state.reads).toBe(3);
	});

	it('is separate for each credential', async () => {
		const { state, check } = surroundings('first');
		await check('first', 'credential-a');
		state.value = 'second';
		expect(await check('first', 'credential-b')).toBe(false);
		expect(await check('second', 'credential-b')).toBe(true);
		expect(await check('first', 'credential-a')).toBe(true);
	});

	it('is not cached if reading fails', async () => {
		const { state, check } = surroundings('right');
		state.fails = true;
		await expect(check('right')).rejects.toThrow('database away');
		state.fails = false;
		expect(await check('right')).toBe(true);
	});

	it('uses limited memory even with many credentials', async () => {
		const { state, check } = surroundings('right');
		for (let credential = 0; credential <= 200; credential++) await check('right', `many-${credential}`);
		expect(await check('right', 'many-200')).toBe(true);
		expect(state.reads).toBe(201);
		expect(await check('right', 'many-0')).toBe(true);
		expect(state.reads).toBe(202);
	});
});
