package org.fubako.web.storage;

/** What became of one item of a job: {@code text} says why it was refused, and is empty when it was done. */
public record Remark(String name, String text) {

    public boolean done() {
        return text.isEmpty();
    }
}
