package org.fubako.delivery;

import java.io.Serializable;
import java.util.UUID;

/**
 * A text of somebody's own to stand below mails.
 *
 * @param label by which it is chosen
 * @param text plain text; its lines end with a line feed
 * @param preselected whether a mail begins with it; of one at most
 */
public record Signature(UUID id, String label, String text, boolean preselected) implements Serializable {}
