/** Who asks: the first parameter of every service method. */
package org.fubako.caller;
