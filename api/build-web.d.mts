/** Builds web/dist unless it was built from exactly these sources; whether anything was built. The packages must be installed. */
export declare function buildWeb(options?: { progress?: (text: string) => void; signal?: AbortSignal }): Promise<boolean>
