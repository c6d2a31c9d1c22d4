/** Markdown as HTML that does no harm, for what people have stored and for what the product says itself. */
package org.fubako.web.markdown;
