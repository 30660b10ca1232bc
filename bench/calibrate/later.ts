export const recheckTable = (_: number) => '';
export const sentinelTable = (_: number) => '';
