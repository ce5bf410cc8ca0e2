import { availabilityRoutes } from './analytics/availabilityRoutes.mts';
import { detailsRoutes } from './analytics/detailsRoutes.mts';
import { agentlessRoutes } from './conversations/agentless.mts';
import { conversationRoutes } from './conversations/conversationRoutes.mts';
import { messageRoutes } from './conversations/messageRoutes.mts';
import { participantRoutes } from './conversations/participantRoutes.mts';
import { directoryRoutes } from './directory/directoryRoutes.mts';
import type { Route } from './http/routes.mts';
import { inboundRoutes } from './inbound/inboundRoutes.mts';
import { integrationRoutes } from './integrations/integrationRoutes.mts';
import { recipientRoutes } from './integrations/recipientRoutes.mts';
import { threadingRoutes } from './integrations/threadingRoutes.mts';
import { tokenRoutes } from './oauth/tokenRoutes.mts';

/** Everything under /api/v2. Where two paths fit, the first one counts. */
export const platformRoutes: Route[] = [
	...tokenRoutes,
	...integrationRoutes,
	...recipientRoutes,
	...threadingRoutes,
	...inboundRoutes,
	...agentlessRoutes,
	...messageRoutes,
	...participantRoutes,
	...conversationRoutes,
	...detailsRoutes,
	...availabilityRoutes,
	...directoryRoutes,
];
