/** Text in XML 1.0: its signs escaped, what XML cannot hold replaced, line ends kept as they are. */
const illegal =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make a line feed of it.
  '\r': '&#13;',
}

/** For the text of an element or an attribute in double quotes. */
export const escapeXml = (text: string): string =>
  text.replace(illegal, '\uFFFD').replace(/[&<>"\r]/g, (sign) => signs[sign] ?? sign)
