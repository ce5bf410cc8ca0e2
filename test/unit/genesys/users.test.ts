import { getUserProfile } from '../../../genesys/users';
import { brokenConnection, fakeGenesys, lacks, ok, refusal } from './fakeGenesys';

describe('the name and picture of an agent', () => {
	it('are read from the user, with the largest picture', async () => {
		const images = [
			{ resolution: 'x96', imageUri: 'https://example.org/96.png' },
			{ resolution: 'x400', imageUri: 'https://example.org/400.png' },
			{ resolution: 'x48', imageUri: 'https://example.org/48.png' },
		];
		const { client, requests } = fakeGenesys(() => ok({ id: 'user-1', name: 'Agent One', images }));
		expect(await getUserProfile(client, 'user-1')).toEqual({
			name: 'Agent One',
			imageUrl: 'https://example.org/400.png',
		});
		expect(requests).toEqual([{ method: 'GET', path: '/api/v2/users/user-1', timeoutMs: 3000 }]);
	});

	it('are those that the agent prefers to be known by', async () => {
		const { client } = fakeGenesys(() => ok({ id: 'user-1', name: 'Agent One', preferredName: 'One' }));
		expect(await getUserProfile(client, 'user-1')).toEqual({ name: 'One' });
	});

	it.each([
		['the role may not read users', lacks('directory:user:view')],
		['the user is gone', refusal(404)],
	])('are left out when %s, since a chat goes on without', async (_when, answer) => {
		const { client } = fakeGenesys(() => answer);
		expect(await getUserProfile(client, 'user-1')).toEqual({});
	});

	it('are a failure when Genesys cannot be reached', async () => {
		const { client } = fakeGenesys(() => brokenConnection());
		await expect(getUserProfile(client, 'user-1')).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('are a failure when the answer is no user', async () => {
		const { client } = fakeGenesys(() => ok('<html>'));
		await expect(getUserProfile(client, 'user-1')).rejects.toMatchObject({ code: 'unexpected.answer' });
	});
});
