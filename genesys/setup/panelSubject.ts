import type { PanelClient } from '../agentPanel/panel';
import type { PanelProbeAnswer } from '../agentPanel/probe';
import type { WidgetSettings } from '../agentPanel/widget';
import type { GenesysClient } from '../client';
import type { PlatformIntegration } from '../platformIntegrations';
import type { GenesysOrigins } from '../regions';

/** What is checked of an agent panel; the checks leave here what later ones need. */
export interface PanelSubject {
	client: GenesysClient;
	chosen: { id: string } | { name: string };
	origins: GenesysOrigins; // Of the credential that the check is made with.
	panel: PanelClient; // The panel's credential.
	/** What answers at a panel's URL. */
	probe: (url: string) => Promise<PanelProbeAnswer>;
	integration?: PlatformIntegration;
	settings?: WidgetSettings; // How the integration is configured.
	url?: string; // Of the panel, without what is behind its path, once it is known that a browser can call it.
}
