package org.fubako.caller;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The neighbourhood of an address: /24 or /64, since changing the last number of an address is no new start. */
public final class ClientNetwork {

    private static final int V4_BYTES = 3;
    private static final int V6_BYTES = 8;

    private ClientNetwork() {}

    /** The same text for all ways to write addresses of one network; what is no address stands for itself. */
    public static String of(String address) {
        boolean literal = address.indexOf(':') >= 0 || address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!literal) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? V4_BYTES : V6_BYTES));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
