import { PERMISSIONS } from '../../../genesys/oauth/permissions';
import { codeIn, tableRowsOf } from '../../support/documentation';

test("the setup asks for the permissions that the credential's test asks for", () => {
	const [, permissions] = tableRowsOf('docs/setup.md').find(([what]) => what === 'the chats, day by day') ?? [];
	expect(codeIn(permissions).sort()).toEqual(PERMISSIONS.map(({ permission }) => permission).sort());
});
