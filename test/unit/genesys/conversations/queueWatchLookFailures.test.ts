import { GenesysApiError } from '../../../../genesys/errors';
import { NOBODY } from '../../../../genesys/oauth/permissions';
import { brokenConnection, lacks, ok, refusal } from '../fakeGenesys';
import { going, live, NOW, over, setUp, TOPIC } from './watchSetUp';

/** A lookup that fails entirely or for one conversation, and what the next one makes up for. */

describe('looking up missed events', () => {
	it('makes up for a failed lookup with the next one', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		world.shown = { c1: new Error('500') };
		await expect(watch.look()).rejects.toMatchObject({ status: 500 });
		world.listed = [{ conversationId: 'c1' }];
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toContain('conversationEnded');
	});

	it('skips a conversation that the role cannot view', async () => {
		const { watch, world, told } = setUp();
		world.listed = [{ conversationId: 'hidden' }, { conversationId: 'gone' }, { conversationId: 'c1' }];
		world.shown = { hidden: new Error('403'), c1: going('c1') };
		await watch.look();
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
	});

	it.each([500, 409])('looks up the other conversations if one fails (%i), and retries that one later', async (status) => {
		const { watch, world, told, looks } = setUp();
		world.listed = [{ conversationId: 'bad' }, { conversationId: 'c1' }];
		world.shown = { bad: new Error(String(status)), c1: going('c1') };
		await expect(watch.look()).rejects.toMatchObject({ status });
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
		world.shown = { bad: over('bad') };
		const before = looks().length;
		await watch.look();
		expect(looks().slice(before)).toEqual(['bad']);
		expect(told.at(-1)).toMatchObject({ conversationId: 'bad', event: 'conversationEnded' });
	});

	it('throws the first failure', async () => {
		const { watch, world } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.shown = { c1: new Error('502'), c2: new Error('500') };
		await expect(watch.look()).rejects.toMatchObject({ status: 502 });
	});

	it.each([
		['without a connection', brokenConnection(), { code: 'ECONNRESET' }],
		['without a token', refusal(401), { status: 401 }],
		['with a deleted client', new GenesysApiError({ status: 400, code: 'invalid_client', contextId: '', message: '', advice: '' }), { status: 400 }],
		['at the rate limit', refusal(429), { status: 429 }],
	])('stops immediately %s', async (_how, answer, expected) => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.answers = { c1: answer };
		world.shown = { c2: going('c2') };
		await expect(watch.look()).rejects.toMatchObject(expected);
		expect(looks()).not.toContain('c2');
		world.answers = {};
		await watch.look();
		expect(looks().slice(-2).sort()).toEqual(['c1', 'c2']);
	});

	it('forgets conversations in a division that the role does not cover', async () => {
		const { watch, world, told, looks } = setUp();
		world.listed = [{ conversationId: 'other-1' }, { conversationId: 'other-2' }, { conversationId: 'c1' }];
		const answer = lacks('conversation:communication:view');
		world.answers = { 'other-1': answer, 'other-2': answer };
		world.shown = { c1: going('c1') };
		expect(await watch.look()).toBe(NOW);
		expect(told.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c1']);
		// A nonexistent conversation is requested once to check the permission.
		expect(looks()).toEqual(['other-1', NOBODY, 'other-2', 'c1']);
	});

	it('forgets nothing if the role has lost the permission', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		const answer = lacks('conversation:communication:view');
		world.answers = { c1: answer, [NOBODY]: answer };
		await expect(watch.look()).rejects.toMatchObject({ code: 'missing.permissions' });
		world.answers = {};
		world.listed = [{ conversationId: 'c1' }];
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toContain('conversationEnded');
	});

	it('continues after a conversation fails while notifications are missed', async () => {
		const { watch, world, looks } = setUp();
		world.listed = [{ conversationId: 'c1' }, { conversationId: 'c2' }];
		world.shown = { c2: going('c2') };
		world.answers = {
			get c1() {
				watch.missed();
				return refusal(409);
			},
		};
		await expect(watch.look()).rejects.toMatchObject({ status: 409 });
		expect(looks()).toContain('c2');
	});

	it('does not treat a response from another server as a missing conversation', async () => {
		const { watch, world, events } = setUp();
		watch.received(TOPIC, live('c1'));
		world.answers = { c1: ok('<html>Please log in</html>') };
		await expect(watch.look()).rejects.toMatchObject({ code: 'unexpected.answer' });
		world.answers = {};
		world.shown = { c1: over('c1') };
		await watch.look();
		expect(events()).toContain('conversationEnded');
	});
});
