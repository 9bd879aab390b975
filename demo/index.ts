import '../src/entries/index.js';
