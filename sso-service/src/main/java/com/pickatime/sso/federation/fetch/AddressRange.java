package com.pickatime.sso.federation.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses of one family, as {@code 10.0.0.0/8}. */
record AddressRange(InetAddress first, int prefixLength) {

    /** @param cidr an address literal, a slash and the number of leading bits that count */
    static AddressRange of(String cidr) {
        var slash = cidr.indexOf('/');
        try {
            // a literal is not looked up
            return new AddressRange(
                    InetAddress.getByName(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address range", e);
        }
    }

    boolean contains(byte[] address) {
        var prefix = first.getAddress();
        if (prefix.length != address.length) {
            return false;
        }
        var wholeBytes = prefixLength / Byte.SIZE;
        for (int i = 0; i < wholeBytes; i++) {
            if (prefix[i] != address[i]) {
                return false;
            }
        }
        var rest = prefixLength % Byte.SIZE;
        return rest == 0 || ((prefix[wholeBytes] ^ address[wholeBytes]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }
}
