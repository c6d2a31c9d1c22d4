package org.fubako.audit;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/**
 * Signs checkpoints as C2SP signed notes with Ed25519 (RFC 8032). The key is derived from the master key; whoever has its
 * public half, {@link #verifierKey}, can check them without Fubako.
 */
@ApplicationScoped
class CheckpointKey {

    private static final String NAME = TreeHead.DAYS;
    private static final String SIGNED_BY = "\n\u2014 " + NAME + " ";
    private static final byte ED25519 = 1;
    private static final int ID_LENGTH = 4;

    @Inject
    SecretKeys keys;

    private Ed25519PrivateKeyParameters secret;
    private Ed25519PublicKeyParameters published;

    @PostConstruct
    void deriveKey() {
        secret = new Ed25519PrivateKeyParameters(keys.derive("checkpoint"));
        published = secret.generatePublicKey();
    }

    /** The head as a note with this key's signature; the same head always gives the same note. */
    String sign(TreeHead head) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        byte[] text = bytes(head.text());
        secret.sign(Ed25519.Algorithm.Ed25519, null, text, 0, text.length, signature, 0);
        byte[] line = ByteBuffer.allocate(ID_LENGTH + signature.length)
                .put(id())
                .put(signature)
                .array();
        return head.text() + SIGNED_BY + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /** What a note says; empty unless it is exactly as this key has signed it. */
    Optional<TreeHead> open(String note) {
        int signature = note.indexOf(SIGNED_BY);
        if (signature < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        String text = note.substring(0, signature);
        String line = note.substring(signature + SIGNED_BY.length(), note.length() - 1);
        return TreeHead.parse(text).filter(head -> isSigned(bytes(text), line));
    }

    private boolean isSigned(byte[] text, String line) {
        byte[] signed;
        try {
            signed = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return signed.length == ID_LENGTH + Ed25519.SIGNATURE_SIZE
                && Arrays.equals(id(), Arrays.copyOf(signed, ID_LENGTH))
                && published.verify(Ed25519.Algorithm.Ed25519, null, text, 0, text.length, signed, ID_LENGTH);
    }

    /** The public key as programs that read signed notes take it: name, id and key with "+" between them. */
    String verifierKey() {
        byte[] typed = ByteBuffer.allocate(1 + Ed25519.PUBLIC_KEY_SIZE)
                .put(ED25519)
                .put(published.getEncoded())
                .array();
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private byte[] id() {
        MessageDigest hash = Hashes.sha256();
        hash.update(bytes(NAME + "\n"));
        hash.update(ED25519);
        return Arrays.copyOf(hash.digest(published.getEncoded()), ID_LENGTH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
