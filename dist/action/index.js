import { checkNode } from '../bundle/node.js';

checkNode();
const { action } = await import('../bundle/index.js');
await action();
