package com.pickatime.sso.federation.fetch;

import java.net.InetAddress;

/** To which addresses a connection may be made. */
enum AddressRule {
    PUBLIC {
        @Override
        boolean allows(InetAddress address) {
            return PublicAddresses.contain(address);
        }
    },
    PUBLIC_OR_LOOPBACK {
        @Override
        boolean allows(InetAddress address) {
            return address.isLoopbackAddress() || PublicAddresses.contain(address);
        }
    },
    LOOPBACK {
        @Override
        boolean allows(InetAddress address) {
            return address.isLoopbackAddress();
        }
    };

    abstract boolean allows(InetAddress address);
}
