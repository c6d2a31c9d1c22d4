package org.fubako.platform;

/** Keys of this installation, one for each purpose, all derived from the one master key. */
public interface SecretKeys {

    /** 32 bytes that are always the same for a label and tell nothing about the key of any other label. */
    byte[] derive(String label);
}
