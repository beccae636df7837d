/** How a program shows who it works for: KG_TOKEN, an API token of an account (web view: /account). Nothing where there is none. */
export const tokenHeader = (): Record<string, string> => (process.env.KG_TOKEN ? { authorization: `Bearer ${process.env.KG_TOKEN}` } : {})
