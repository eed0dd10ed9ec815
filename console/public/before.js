// The page's policy forbids making code of text, and a mere try of it would be reported each time. zod
// tries when its first schema is made, which no module of ours is sure to come before: so here.
globalThis.__zod_globalConfig = { jitless: true }
