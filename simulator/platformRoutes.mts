import { availabilityRoutes } from './analytics/availabilityRoutes.mts';
import { detailsRoutes } from './analytics/detailsRoutes.mts';
import { scheduleRoutes } from './architect/scheduleRoutes.mts';
import { outgoingRoutes } from './botConnectors/outgoing.mts';
import { pulledBotRoutes } from './botConnectors/pulledBots.mts';
import { pushedBotRoutes } from './botConnectors/pushedBots.mts';
import { agentlessRoutes } from './conversations/agentless.mts';
import { communicationRoutes } from './conversations/communicationRoutes.mts';
import { conversationRoutes } from './conversations/conversationRoutes.mts';
import { messageRoutes } from './conversations/messageRoutes.mts';
import { participantRoutes } from './conversations/participantRoutes.mts';
import { directoryRoutes } from './directory/directoryRoutes.mts';
import { groupRoutes } from './directory/groupRoutes.mts';
import { queueRoutes } from './directory/queueRoutes.mts';
import { downloadRoutes } from './downloads/downloadRoutes.mts';
import { flowRoutes } from './flows/flowRoutes.mts';
import { flowJobRoutes } from './flows/jobRoutes.mts';
import type { Route } from './http/routes.mts';
import { inboundRoutes } from './inbound/inboundRoutes.mts';
import { integrationRoutes } from './integrations/integrationRoutes.mts';
import { recipientRoutes } from './integrations/recipientRoutes.mts';
import { identityRoutes } from './messaging/identityRoutes.mts';
import { messagingSetting } from './messaging/messagingSetting.mts';
import { profileRoutes } from './messaging/profileRoutes.mts';
import { supportedContent } from './messaging/supportedContent.mts';
import { threadingRoutes } from './messaging/threadingRoutes.mts';
import { channelRoutes } from './notifications/channelRoutes.mts';
import { oauthClientRoutes } from './oauth/clientRoutes.mts';
import { tokenRoutes } from './oauth/tokenRoutes.mts';
import { platformIntegrationRoutes } from './platformIntegrations/routes.mts';

/** All routes under /api/v2. If two paths match, the first one applies. */
export const platformRoutes: Route[] = [
	...tokenRoutes,
	...oauthClientRoutes,
	...integrationRoutes,
	...recipientRoutes,
	...profileRoutes(supportedContent),
	...profileRoutes(messagingSetting),
	...identityRoutes,
	...threadingRoutes,
	...inboundRoutes,
	...agentlessRoutes,
	...messageRoutes,
	...communicationRoutes,
	...participantRoutes,
	...conversationRoutes,
	...detailsRoutes,
	...availabilityRoutes,
	...queueRoutes,
	...groupRoutes,
	...flowRoutes,
	...flowJobRoutes,
	...scheduleRoutes,
	...directoryRoutes,
	...downloadRoutes,
	...channelRoutes,
	...platformIntegrationRoutes,
	...pushedBotRoutes,
	...pulledBotRoutes,
	...outgoingRoutes,
];
