package org.fubako.web.help;

/**
 * A page of the help in one language.
 *
 * @param name how it is found, the same in every language
 * @param html of what it says, without a frame
 */
record HelpPage(String name, String title, String html) {}
