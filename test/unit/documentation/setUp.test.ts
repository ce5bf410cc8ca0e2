import { PERMISSIONS } from '../../../genesys/oauth/permissions';
import { codeIn, tableRowsOf } from '../../support/documentation';

test("the set-up asks for the permissions that the credential's test asks for", () => {
	const [, permissions] = tableRowsOf('docs/set-up.md').find(([what]) => what === 'the chats, day by day') ?? [];
	expect(codeIn(permissions).sort()).toEqual(PERMISSIONS.map(({ permission }) => permission).sort());
});
