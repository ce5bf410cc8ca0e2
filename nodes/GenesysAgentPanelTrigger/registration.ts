import type { IHookFunctions } from 'n8n-workflow';
import { inPlainWords } from '../shared/errors';
import { requirePanelClient } from './panelCredential';

/** What n8n calls on publishing: nothing is registered in Genesys Cloud, but a panel that would let nobody in is not published. */
export const registration = {
	checkExists: async (): Promise<boolean> => false,
	create: inPlainWords(async (context: IHookFunctions) => {
		await requirePanelClient(context);
		return true;
	}),
	delete: async (): Promise<boolean> => true,
};
