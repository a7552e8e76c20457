package com.pickatime.sso.federation.fetch;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;
import reactor.core.scheduler.Schedulers;

/**
 * Looks a host up and hands out its addresses only if every one of them is allowed.
 *
 * <p>Netty connects to the very addresses that are handed out here, so there is no second look-up whose answer could be
 * another one. An address literal comes through here as well, because nothing counts as resolved already.
 */
final class CheckedAddressResolver extends AbstractAddressResolver<InetSocketAddress> {

    private final HostLookup hosts;
    private final AddressRule rule;

    CheckedAddressResolver(EventExecutor executor, HostLookup hosts, AddressRule rule) {
        super(executor, InetSocketAddress.class);
        this.hosts = hosts;
        this.rule = rule;
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
        return false;
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
        settle(promise, address, addresses -> addresses.get(0));
    }

    @Override
    protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
        settle(promise, address, addresses -> addresses);
    }

    /** The JDK's look-up waits for its answer, so it must not be made on an event loop. */
    private <T> void settle(
            Promise<T> promise, InetSocketAddress address, Function<List<InetSocketAddress>, T> choice) {
        Schedulers.boundedElastic().schedule(() -> {
            try {
                promise.trySuccess(choice.apply(allowed(address)));
            } catch (UnknownHostException | RuntimeException e) {
                promise.tryFailure(e);
            }
        });
    }

    private List<InetSocketAddress> allowed(InetSocketAddress wanted) throws UnknownHostException {
        var literal = wanted.getAddress();
        var found = literal == null ? hosts.addressesOf(wanted.getHostString()) : List.of(literal);
        for (var address : found) {
            if (!rule.allows(address)) {
                throw new MetadataUnavailableException(FetchFailure.PRIVATE_ADDRESS);
            }
        }
        return found.stream().map(address -> at(wanted, address)).toList();
    }

    /** With the name that was asked for, which TLS compares with the certificate. */
    private static InetSocketAddress at(InetSocketAddress wanted, InetAddress address) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(wanted.getHostString(), address.getAddress()), wanted.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the length of an address", e);
        }
    }
}
