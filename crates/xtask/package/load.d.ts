/** The element's name. */
export declare const TAG: "connect-accounts";

/** Where the element's own file is. */
export interface LoadOptions {
  /** Its address. The files beside it have to be beside it there, too. */
  src?: string | null;
  /** Origin of the gateway, which serves it as well. */
  gateway?: string | null;
}

/**
 * Makes sure that the element is defined: from `src`, else from the gateway, else from the package's own files. Resolves
 * at once on a server, and where it is defined already. Rejects if the file cannot be loaded; the next call tries again.
 */
export declare function load(options?: LoadOptions): Promise<void>;
