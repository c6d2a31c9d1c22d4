/** What the provider of the service has and does: operators, where data lies, the demonstration. */
package org.fubako.provider;
