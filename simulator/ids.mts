import { randomBytes, randomUUID } from 'node:crypto';

/** Identifier of conversations, participants, integrations …: a UUID. */
export const newId = (): string => randomUUID();

/** Identifier of a message on the platform: 32 hex digits without dashes, as in live payloads. */
export const newMessageId = (): string => randomBytes(16).toString('hex');

/** Access token: opaque, about 86 characters. */
export const newToken = (): string => randomBytes(64).toString('base64url');
