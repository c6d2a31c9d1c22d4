package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.THEIRS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    Path data;

    private final BlobFixture.KeysInMemory table = new BlobFixture.KeysInMemory();

    @Test
    void theMasterKeyIsTheSameAfterARestart() {
        byte[] before = master(Optional.empty()).derive("session");

        assertThat(master(Optional.empty()).derive("session")).isEqualTo(before).hasSize(32);
        assertThat(master(Optional.empty()).derive("audit")).isNotEqualTo(before);
    }

    @Test
    void onlyTheOwnerMayReadTheKeyStore() throws IOException {
        master(Optional.empty()).derive("session");

        assertThat(permissions("keys")).isEqualTo("rwx------");
        assertThat(permissions("keys/master.p12")).isEqualTo("rw-------");
        assertThat(permissions("keys/master.pass")).isEqualTo("rw-------");
    }

    @Test
    void aGivenPassphraseIsNotWrittenDown() {
        master(Optional.of("correct horse")).derive("session");

        assertThat(data.resolve("keys/master.pass")).doesNotExist();
        assertThatThrownBy(() -> master(Optional.of("wrong horse")).derive("session"))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> master(Optional.empty()).derive("session")).hasStackTraceContaining("master.pass");
        assertThat(data.resolve("keys/master.pass")).doesNotExist();
    }

    @Test
    void aLostKeyStoreIsNotReplaced() throws IOException {
        new TenantKeys(master(Optional.empty()), table).create(OURS);
        Files.delete(data.resolve("keys/master.p12"));

        assertThatThrownBy(() -> master(Optional.empty()).derive("session")).hasMessageContaining("restore it");
        assertThatThrownBy(() -> new TenantKeys(master(Optional.empty()), table).create(THEIRS))
                .hasMessageContaining("restore it");
        assertThat(data.resolve("keys/master.p12")).doesNotExist();
    }

    /** The process dies at each single step of making the key store; the next start has to succeed. */
    @Test
    void surviveADeathAtAnyStepOfTheFirstStart() throws IOException {
        for (int last = 1; last <= 14; last++) {
            Path folder = data.resolve("try" + last);
            FaultyFiles files = new FaultyFiles("");
            files.dieAt(last);
            try {
                new MasterKey(folder, Optional.empty(), files, table).derive("session");
            } catch (FaultyFiles.PowerFailure died) {
                files.losePower(FileBlobStoreTest.Loss.CONTENT);
            }
            byte[] first = new MasterKey(folder, Optional.empty(), new FileOps.Disk(), table).derive("session");
            assertThat(new MasterKey(folder, Optional.empty(), new FileOps.Disk(), table).derive("session"))
                    .as("step %d", last)
                    .isEqualTo(first);
        }
    }

    @Test
    void aTenantGetsItsKeyOnce() {
        TenantKeys keys = new TenantKeys(master(Optional.empty()), table);
        keys.create(OURS);
        byte[] key = keys.current(OURS).bytes();
        keys.create(OURS);

        assertThat(new TenantKeys(master(Optional.empty()), table).current(OURS).bytes())
                .isEqualTo(key);
        assertThat(keys.version(OURS, 1).bytes()).isEqualTo(key);
        assertThatThrownBy(() -> keys.version(OURS, 2)).isInstanceOf(IntegrityException.class);
        assertThat(keys.current(OURS)).hasToString("Key[version=1]");
    }

    @Test
    void aKeyRowMovedToAnotherTenantDoesNotOpen() {
        TenantKeys keys = new TenantKeys(master(Optional.empty()), table);
        keys.create(OURS);
        table.add(THEIRS, table.all(OURS).get(0));

        assertThatThrownBy(() -> keys.current(THEIRS)).isInstanceOf(IntegrityException.class);
    }

    private MasterKey master(Optional<String> passphrase) {
        return new MasterKey(data.resolve("keys"), passphrase, new FileOps.Disk(), table);
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }
}
