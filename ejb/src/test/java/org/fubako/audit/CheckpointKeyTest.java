package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.fubako.platform.Hashes;
import org.junit.jupiter.api.Test;

class CheckpointKeyTest {

    private static final String ROOT = Base64.getEncoder().encodeToString(new byte[32]);
    private static final TreeHead HEAD = new TreeHead("fubako/operations/x/2026-11-24", 17, ROOT);

    /** RFC 8032, section 7.1, test 1. */
    private static final String SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private final CheckpointKey key = key(SECRET);

    private static CheckpointKey key(String secret) {
        CheckpointKey key = new CheckpointKey();
        key.keys = label -> HexFormat.of().parseHex(secret);
        key.deriveKey();
        return key;
    }

    @Test
    void aNoteIsTextAnEmptyLineAndASignature() {
        assertThat(key.sign(HEAD))
                .startsWith("fubako/operations/x/2026-11-24\n17\n" + ROOT + "\n\n\u2014 fubako/operations ")
                .matches("(?s).*[A-Za-z0-9+/]{91}=\n")
                .isEqualTo(key.sign(HEAD));
        assertThat(key.open(key.sign(HEAD))).contains(HEAD);
    }

    @Test
    void theVerifierKeyNamesTheKeyAsProgramsForSignedNotesExpect() throws Exception {
        String[] parts = key.verifierKey().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.writeBytes("fubako/operations\n".getBytes(StandardCharsets.UTF_8));
        named.writeBytes(typed);

        assertThat(parts[0]).isEqualTo("fubako/operations");
        assertThat(HexFormat.of().formatHex(typed)).isEqualTo("01" + PUBLIC);
        assertThat(HexFormat.of().formatHex(Hashes.sha256().digest(named.toByteArray())))
                .startsWith(parts[1]);
    }

    /** Somebody without Fubako, with the Ed25519 of the Java platform. */
    @Test
    void anOutsiderVerifiesANote() throws Exception {
        String note = key.sign(HEAD);
        int end = note.indexOf("\n\n") + 1;
        byte[] line = Base64.getDecoder().decode(note.substring(note.lastIndexOf(' ') + 1, note.length() - 1));
        PublicKey published = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC)));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(published);
        verifier.update(note.substring(0, end).getBytes(StandardCharsets.UTF_8));

        assertThat(verifier.verify(Arrays.copyOfRange(line, 4, line.length))).isTrue();
    }

    @Test
    void noteThatDiffersAnywhereIsNotOpened() {
        String note = key.sign(HEAD);

        for (int at = 0; at < note.length(); at++) {
            char other = note.charAt(at) == 'A' ? 'B' : 'A';
            String changed = note.substring(0, at) + other + note.substring(at + 1);
            assertThat(key.open(changed)).as("changed at %d", at).isEmpty();
            assertThat(key.open(note.substring(0, at))).as("cut at %d", at).isEmpty();
        }
        assertThat(key.open(note + note)).isEmpty();
        assertThat(key.open(key(PUBLIC).sign(HEAD))).isEmpty();
    }
}
