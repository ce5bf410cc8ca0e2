import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, missingOf, PERMISSIONS, THREADING_NEEDS } from '../../../../genesys/oauth/permissions';
import { Organization } from '../../../support/organization';
import { fakeGenesys } from '../fakeGenesys';

const NEEDS = [...BASE_NEEDS, ...FLOW_UPLOAD_NEEDS, ...THREADING_NEEDS];

describe('the permissions of Setup: Provision', () => {
	it.each(NEEDS.map(({ permission }) => permission))('reports a missing %s and no other', async (permission) => {
		const organization = new Organization();
		organization.lacking.add(permission);
		const { client } = fakeGenesys((request) => organization.answer(request));
		const missing = await missingOf(client, NEEDS);
		expect(missing.map((need) => need.permission)).toEqual([permission]);
		expect(missing[0].neededFor).not.toBe('');
	});

	it('checks permissions without changing anything', async () => {
		const organization = new Organization();
		const before = JSON.stringify({ ...organization, routes: undefined, jobs: undefined });
		const { client } = fakeGenesys((request) => organization.answer(request));
		expect(await missingOf(client, NEEDS)).toEqual([]);
		expect(JSON.stringify({ ...organization, routes: undefined, jobs: undefined, changes: [] })).toBe(before);
		// A registered job without an upload has no effect.
		expect(organization.changes).toEqual(['POST /api/v2/flows/jobs']);
	});

	it('never sends a list of threading windows, because an empty one might reset all channels', () => {
		const [probe] = THREADING_NEEDS.filter(({ probe: { method } }) => method === 'PUT').map((need) => need.probe);
		expect(Array.isArray((probe.body as { settings: unknown }).settings)).toBe(false);
	});

	it('lists each permission once, without wildcards', () => {
		const names = NEEDS.map(({ permission }) => permission);
		expect(new Set(names).size).toBe(names.length);
		expect(names.join()).not.toContain('*');
	});

	it('does not require them for daily operation', () => {
		const names = PERMISSIONS.map(({ permission }) => permission);
		expect(names.filter((name) => /:add$|architect|setting|supportedContent|threading|routing:message/.test(name))).toEqual([]);
	});
});
