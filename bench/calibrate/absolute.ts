export const absolute = (_: number) => '';
