package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.THEIRS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantKeySealTest {

    private static final byte[] SECRET = "a seed of twenty byt".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path data;

    private TenantKeySeal seal;

    @BeforeEach
    void keys() {
        BlobFixture.KeysInMemory table = new BlobFixture.KeysInMemory();
        TenantKeys keys =
                new TenantKeys(new MasterKey(data.resolve("keys"), Optional.empty(), new FileOps.Disk(), table), table);
        keys.create(OURS);
        keys.create(THEIRS);
        seal = new TenantKeySeal(keys);
    }

    @Test
    void r01WhatWasSealedOpensAndLooksLikeNothing() {
        byte[] sealed = seal.seal(OURS, "of alice", SECRET);

        assertThat(seal.open(OURS, "of alice", sealed)).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("seed");
        assertThat(seal.seal(OURS, "of alice", SECRET)).isNotEqualTo(sealed);
    }

    @Test
    void r01ItOpensForNobodyElseAndNotDamaged() {
        byte[] sealed = seal.seal(OURS, "of alice", SECRET);

        assertThatThrownBy(() -> seal.open(OURS, "of bob", sealed)).isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> seal.open(THEIRS, "of alice", sealed)).isInstanceOf(IntegrityException.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] damaged = sealed.clone();
            damaged[at] ^= 1;
            assertThatThrownBy(() -> seal.open(OURS, "of alice", damaged)).isInstanceOf(IntegrityException.class);
        }
        assertThatThrownBy(() -> seal.open(OURS, "of alice", new byte[10])).isInstanceOf(IntegrityException.class);
    }
}
