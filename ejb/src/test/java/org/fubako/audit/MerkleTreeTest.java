package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.fubako.platform.Hashes;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The leaves and roots that implementations of Certificate Transparency are commonly tested with. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheRootsOfCertificateTransparency() {
        MerkleTree tree = new MerkleTree();

        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(HEX.formatHex(tree.root())).isEqualTo(ROOTS.get(size));
            if (size < LEAVES.size()) {
                tree.append(MerkleTree.leafHash(HEX.parseHex(LEAVES.get(size))));
            }
        }
    }

    @Test
    void isTheTreeOfTheDefinitionWhereverItIsResumed() {
        List<byte[]> leaves = new ArrayList<>();
        MerkleTree tree = new MerkleTree();
        for (int size = 1; size <= 300; size++) {
            byte[] leaf = MerkleTree.leafHash(new byte[] {(byte) size, (byte) (size >> 8)});
            leaves.add(leaf);
            tree = new MerkleTree(tree.size(), tree.frontier());
            tree.append(leaf);

            assertThat(tree.size()).isEqualTo(size);
            assertThat(tree.root()).isEqualTo(byDefinition(leaves));
        }
    }

    /** RFC 6962, section 2.1, read aloud. */
    private static byte[] byDefinition(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] both = new byte[65];
        both[0] = 1;
        System.arraycopy(byDefinition(leaves.subList(0, split)), 0, both, 1, 32);
        System.arraycopy(byDefinition(leaves.subList(split, leaves.size())), 0, both, 33, 32);
        return Hashes.sha256().digest(both);
    }

    @Test
    void refusesAFrontierOfAnotherSize() {
        assertThatThrownBy(() -> new MerkleTree(3, new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MerkleTree(-1, new byte[64 * 32])).isInstanceOf(IllegalArgumentException.class);
    }
}
