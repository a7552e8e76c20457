package com.pickatime.sso.federation.fetch;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/** Gives every event loop a resolver that lets only allowed addresses through. */
final class CheckedResolvers extends AddressResolverGroup<InetSocketAddress> {

    private final HostNames hosts;
    private final AddressRule rule;

    CheckedResolvers(HostNames hosts, AddressRule rule) {
        this.hosts = hosts;
        this.rule = rule;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new CheckedResolver(executor, hosts, rule);
    }
}
