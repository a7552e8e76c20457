package com.pickatime.sso.federation.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a host and waits for the answer. */
@FunctionalInterface
interface HostLookup {

    /** At least one address. */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
