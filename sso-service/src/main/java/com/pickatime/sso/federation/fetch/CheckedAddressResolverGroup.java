package com.pickatime.sso.federation.fetch;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/** Gives every event loop a resolver that lets only allowed addresses through. */
final class CheckedAddressResolverGroup extends AddressResolverGroup<InetSocketAddress> {

    private final HostLookup hosts;
    private final AddressRule rule;

    CheckedAddressResolverGroup(HostLookup hosts, AddressRule rule) {
        this.hosts = hosts;
        this.rule = rule;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new CheckedAddressResolver(executor, hosts, rule);
    }
}
