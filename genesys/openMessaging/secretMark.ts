import { createHmac } from 'node:crypto';

/**
 * Tells webhook secrets apart where a secret must not be kept. Four bytes: too few to confirm a guess of a secret, enough
 * to notice that it is another one.
 */
export function secretMark(webhookSecret: string): string {
	return createHmac('sha256', webhookSecret).update('n8n-open-messaging').digest('hex').slice(0, 8);
}
