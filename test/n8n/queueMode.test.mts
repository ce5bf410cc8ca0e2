/** The tests of n8n's queue mode: its nine processes start once for all of them. */
import './queueMode/quickStart.mts';
import './queueMode/botConnectorReply.mts';
import './queueMode/botConnectorTurns.mts';
import './queueMode/agentPanel.mts';
