export const intervals = (_: number) => '';
