// What places without a name of their own are called, by their provider.

export const places: Record<string, string> = {};
