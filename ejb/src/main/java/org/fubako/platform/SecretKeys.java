package org.fubako.platform;

/** Keys for one purpose each, derived from the master key: knowing one tells nothing of another. */
@FunctionalInterface
public interface SecretKeys {

    /** 32 bytes, always the same for the same label. */
    byte[] derive(String label);
}
