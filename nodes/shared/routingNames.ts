import type { IExecuteFunctions } from 'n8n-workflow';
import { FreshCache } from '../../genesys/freshCache';
import { lookUp, unknownName, type Kind } from '../../genesys/routing/named';
import { credentialIdOf } from './credential';
import { impatientClient } from './transport';

/** Names as Genesys Cloud writes them; `undefined` for one that could not be looked up. */
const names = new FreshCache<string | undefined>(10 * 60_000, 1000);
/** What could not be looked up is not tried again for this long, in milliseconds. */
const FAILED_MS = 60_000;

/**
 * The name of a queue, language or skill as Genesys Cloud writes it. Where it cannot be looked up, as the role lacks the
 * permission or Genesys Cloud does not answer, the name as it is given: a chat is never lost for a check.
 *
 * @throws RefusedError `queue.not.found` and the like for a name that does not exist, naming those that do
 */
export async function routingName(context: IExecuteFunctions, kind: Kind, given: string, what: string): Promise<string> {
	if (given === '') return '';
	const read = async () => {
		const found = await lookUp(impatientClient(context), kind, given, what).catch(() => undefined);
		if (!Array.isArray(found)) return found?.name;
		// A role that sees no queue at all lacks their divisions.
		if (kind === 'queue' && found.length === 0) return undefined;
		throw unknownName(kind, given, what, found);
	};
	const key = [credentialIdOf(context), kind, given].join('/');
	return (await names.get(key, read, (name, ageMs) => name !== undefined || ageMs < FAILED_MS)) ?? given;
}
