import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { runAction } from './runAction';
import type { StoredCredential } from './storedCredential';

export const byName = (value: string) => ({ __rl: true, mode: 'name', value });

/** Runs Setup: Provision for the queue Support; returns its item. */
export async function provision(parameters: INodeParameters = {}, credential?: StoredCredential): Promise<IDataObject> {
	const { result } = await withoutWaiting(
		async () =>
			await runAction({ operation: 'setup: provision', parameters: { queue: byName('Support'), ...parameters }, credential }),
	);
	expect(result).toHaveLength(1);
	return result[0].json;
}
