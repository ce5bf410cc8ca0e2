import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, missingOf, PERMISSIONS, THREADING_NEEDS } from '../../../../genesys/oauth/permissions';
import { Organization } from '../../../support/organization';
import { fakeGenesys } from '../fakeGenesys';

const NEEDS = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS];

describe('the permissions of a setup', () => {
	it.each(NEEDS.map(({ permission }) => permission))('%s is named when it is missing, and no other', async (permission) => {
		const organization = new Organization();
		organization.lacking.add(permission);
		const { client } = fakeGenesys((request) => organization.answer(request));
		const missing = await missingOf(client, NEEDS);
		expect(missing.map((need) => need.permission)).toEqual([permission]);
		expect(missing[0].neededFor).not.toBe('');
	});

	it('are found out without a change', async () => {
		const organization = new Organization();
		const before = JSON.stringify({ ...organization, routes: undefined, jobs: undefined });
		const { client } = fakeGenesys((request) => organization.answer(request));
		expect(await missingOf(client, NEEDS)).toEqual([]);
		expect(JSON.stringify({ ...organization, routes: undefined, jobs: undefined, changes: [] })).toBe(before);
		// A job that is registered and never uploaded to comes to nothing.
		expect(organization.changes).toEqual(['POST /api/v2/flows/jobs']);
	});

	it('never send a list of threading windows: an empty one might set those of all channels back', () => {
		const [probe] = THREADING_NEEDS.filter(({ probe: { method } }) => method === 'PUT').map((need) => need.probe);
		expect(Array.isArray((probe.body as { settings: unknown }).settings)).toBe(false);
	});

	it('are each asked for once, and by no wildcard', () => {
		const names = NEEDS.map(({ permission }) => permission);
		expect(new Set(names).size).toBe(names.length);
		expect(names.join()).not.toContain('*');
	});

	it('are not what a client needs that only carries chats', () => {
		const names = PERMISSIONS.map(({ permission }) => permission);
		expect(names.filter((name) => /:add$|architect|setting|supportedContent|threading|routing:message/.test(name))).toEqual([]);
	});
});
