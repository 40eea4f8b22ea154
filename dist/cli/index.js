#!/usr/bin/env node
import { checkNode } from '../bundle/node.js';

checkNode();
const { cli } = await import('../bundle/index.js');
await cli();
