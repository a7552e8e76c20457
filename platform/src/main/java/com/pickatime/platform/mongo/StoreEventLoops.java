package com.pickatime.platform.mongo;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;

/**
 * The threads of the MongoDB driver. Ours and not Spring Boot's, which listen for two more seconds after the client is
 * closed: at a rolling restart those are two seconds in which nobody has this instance's work.
 */
final class StoreEventLoops implements DisposableBean {

    private static final long LIMIT_SECONDS = 2;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());

    EventLoopGroup group() {
        return group;
    }

    @Override
    public void destroy() {
        group.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
