import type { Generation } from '../botConnector/bot';
import type { HeaderSecret } from '../botConnector/headerSecret';
import type { BotConnectorIntegration } from '../botConnector/integrations';
import type { BotProbeAnswer, KnownBot } from '../botConnector/probe';
import type { GenesysClient } from '../client';

/** What is checked of a Bot Connector; the checks leave here what later ones need. */
export interface BotSubject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	generation: Generation;
	header: HeaderSecret;
	isOwnOrigin: boolean; // A simulator or gateway calls whatever n8n itself reaches.
	/** What answers at a Bot Connector's URL. */
	probe: (url: string) => Promise<BotProbeAnswer>;
	integration?: BotConnectorIntegration;
	url?: string; // Once it is known that Genesys Cloud can call it.
	bot?: KnownBot; // As the trigger at that URL has it.
}
