import { PERMISSIONS } from '../../../genesys/oauth/permissions';
import { REGIONS } from '../../../genesys/regions';
import { codeIn, tableRowsOf } from '../../support/documentation';

test("the setup asks for the permissions that the credential's test asks for", () => {
	const [, permissions] = tableRowsOf('docs/setup.md').find(([what]) => what === 'daily operation') ?? [];
	expect(codeIn(permissions).sort()).toEqual(PERMISSIONS.map(({ permission }) => permission).sort());
});

test('the network page lists the domain of every region', () => {
	const listed = tableRowsOf('docs/network.md').flatMap(([area, domains]) => (/^(?:Americas|EMEA|Asia Pacific)$/.test(area) ? codeIn(domains) : []));
	expect(listed.sort()).toEqual(REGIONS.map(({ domain }) => domain).sort());
});
