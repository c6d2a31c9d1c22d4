package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSeal;

/**
 * AES-256-GCM under a key derived from the tenant's: the version of that key (4 bytes), a random nonce (12), the ciphertext with its
 * tag. The context goes in as additional data.
 */
@ApplicationScoped
class TenantKeySeal implements TenantSeal {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = Integer.BYTES + NONCE + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    private final TenantKeys keys;

    protected TenantKeySeal() { // CDI proxy
        this(null);
    }

    @Inject
    TenantKeySeal(TenantKeys keys) {
        this.keys = keys;
    }

    @Override
    public byte[] seal(TenantId tenant, String context, byte[] secret) {
        TenantKeys.Key key = keys.current(tenant);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, key.sealingKey(tenant), nonce, context)
                    .doFinal(secret);
            return ByteBuffer.allocate(Integer.BYTES + NONCE + closed.length)
                    .putInt(key.version())
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] open(TenantId tenant, String context, byte[] sealed) {
        if (sealed.length < SHORTEST) {
            throw new IntegrityException("a sealed secret is too short");
        }
        ByteBuffer in = ByteBuffer.wrap(sealed);
        TenantKeys.Key key = keys.version(tenant, in.getInt());
        byte[] nonce = new byte[NONCE];
        in.get(nonce);
        byte[] closed = new byte[in.remaining()];
        in.get(closed);
        try {
            return cipher(Cipher.DECRYPT_MODE, key.sealingKey(tenant), nonce, context)
                    .doFinal(closed);
        } catch (AEADBadTagException e) {
            throw new IntegrityException("a sealed secret does not open", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
