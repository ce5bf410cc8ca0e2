import { monotonicNow } from '../../../genesys/time';

/** Reads the secrets from the credential. */
export type ReadSecrets = () => Promise<string[]>;

interface Entry {
	secrets: string[];
	readAt: number;
}

/** A changed credential takes effect after this time at the latest, in milliseconds. */
const FRESH_MS = 60_000;
/** When a signature does not match, the credential is read again, but not more often than this, in milliseconds. */
export const REREAD_MS = 5_000;
/** With more credentials than this in one process, all are forgotten and read again. */
const MAX_ENTRIES = 200;

/**
 * Keeps decrypted webhook secrets in memory for a short time. Reading a credential on every delivery costs a quarter
 * of the accepted deliveries and half of the refused ones under n8n's default expression engine.
 */
export class SecretCache {
	private readonly entries = new Map<string, Entry>();
	private readonly reading = new Map<string, Promise<string[]>>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/**
	 * Does `matches` hold for the secrets of a credential? When it does not for those in memory, they may have been
	 * changed: then the credential is read again, within the rate limit.
	 *
	 * @param credentialId what the secrets are kept under
	 */
	async check(credentialId: string, read: ReadSecrets, matches: (secrets: string[]) => boolean): Promise<boolean> {
		const known = this.entries.get(credentialId);
		if (!known || this.now() - known.readAt > FRESH_MS) return matches(await this.read(credentialId, read));
		if (matches(known.secrets)) return true;
		if (this.now() - known.readAt < REREAD_MS) return false;
		return matches(await this.read(credentialId, read));
	}

	/** Deliveries that come in while a credential is being read wait for the same answer. */
	private async read(credentialId: string, read: ReadSecrets): Promise<string[]> {
		const running = this.reading.get(credentialId);
		if (running) return await running;
		const reading = read();
		this.reading.set(credentialId, reading);
		try {
			const secrets = await reading;
			if (this.entries.size >= MAX_ENTRIES && !this.entries.has(credentialId)) this.entries.clear();
			this.entries.set(credentialId, { secrets, readAt: this.now() });
			return secrets;
		} finally {
			this.reading.delete(credentialId);
		}
	}
}
