import type { IHookFunctions } from 'n8n-workflow';
import { inPlainWords } from '../shared/errors';
import { requirePanelClient } from './panelCredential';

/** n8n calls this on publishing. It registers nothing in Genesys Cloud, but rejects a panel whose credential can't admit any agent. */
export const registration = {
	checkExists: async (): Promise<boolean> => false,
	create: inPlainWords(async (context: IHookFunctions) => {
		await requirePanelClient(context);
		return true;
	}),
	delete: async (): Promise<boolean> => true,
};
