import document from '../../panel/panel.html';

export { document };
