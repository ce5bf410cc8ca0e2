import { getUserProfile } from '../../../genesys/users';
import { brokenConnection, fakeGenesys, lacks, ok, refusal } from './fakeGenesys';

describe('an agent\'s name and picture', () => {
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

	it('include the agent\'s preferred name', async () => {
		const { client } = fakeGenesys(() => ok({ id: 'user-1', name: 'Agent One', preferredName: 'One' }));
		expect(await getUserProfile(client, 'user-1')).toEqual({ name: 'One' });
	});

	it.each([
		['the role may not read users', lacks('directory:user:view')],
		['the user is gone', refusal(404)],
	])('are omitted if %s', async (_when, answer) => {
		const { client } = fakeGenesys(() => answer);
		expect(await getUserProfile(client, 'user-1')).toEqual({});
	});

	it('cause an error if Genesys Cloud cannot be reached', async () => {
		const { client } = fakeGenesys(() => brokenConnection());
		await expect(getUserProfile(client, 'user-1')).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('cause an error if the response is not a user', async () => {
		const { client } = fakeGenesys(() => ok('<html>'));
		await expect(getUserProfile(client, 'user-1')).rejects.toMatchObject({ code: 'unexpected.answer' });
	});
});
